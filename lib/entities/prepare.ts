/** Request → state: references resolved, names built, rules checked. Knows create requests and patched documents alike. */

import { originOf, type RequestContext } from '@/lib/entities/context'
import { type Place, parentMember, withPlace } from '@/lib/entities/moving'
import { newId } from '@/lib/entities/new-id'
import { keepPartLabels, labelKey } from '@/lib/entities/part-labels'
import { withName } from '@/lib/entities/renaming'
import { type Resolved, requestValue, typeAmong } from '@/lib/entities/resolve'
import { checkDataProducts, checkOwners } from '@/lib/entities/rules'
import { present, seal, sealSent } from '@/lib/entities/secrets'
import { byTagFqn, type EntityState, inOrder, type LabelTarget, type Target, withHidden } from '@/lib/entities/state'
import type { EntityDefinition, RelationField } from '@/lib/model/entities/define-entity'
import {
  type EntityReference,
  entityReference,
  entityReferences,
  type TagLabel,
  tagLabels,
} from '@/lib/model/entities/entity'
import { textMax } from '@/lib/model/rules/bounds'
import { firstVersion } from '@/lib/model/rules/version'
import { badRequest } from '@/lib/model/wire/errors'
import type { StoredEntity } from '@/lib/store/rows'

/** Shared, because most rows of a bulk call have most relations empty. */
const none: readonly Target[] = []

const columns: ReadonlySet<string> = new Set(['name', 'displayName', 'tags', 'domain'])

/** Members of a request or entity that are kept as columns, relations or labels, or worked out: not in the document. */
const isElsewhere = (def: EntityDefinition, member: string): boolean =>
  columns.has(member) || def.members.get(member)?.managed !== undefined

/** The state a create request asks for, before it is known whether the entity exists. Throws 400 and 404. */
export function prepareCreate(
  def: EntityDefinition,
  request: Readonly<Record<string, unknown>>,
  resolved: Resolved,
  ctx: RequestContext,
  id = newId(),
): EntityState {
  const relations = new Map<string, readonly Target[]>()
  const found = new Map<string, StoredEntity[]>()
  for (const [name, field] of Object.entries(def.relations)) {
    if (field.by === 'none') {
      // Nobody follows what is not there yet; the answer says so.
      if (field.relation === 'follower') relations.set(name, [])
      continue
    }
    const value = requestValue(name, request)
    if (value === undefined || value === null) {
      relations.set(name, none)
      continue
    }
    const targets = requestTargets(value, field, resolved)
    found.set(name, targets)
    relations.set(name, inOrder(targets.map((entity): Target => ({ entity }))))
  }
  checkOwners(found.get('owners') ?? [])
  checkDataProducts(found.get('dataProducts') ?? [], found.get('domains') ?? [])
  const container = findContainer(def, request, resolved)
  const name = String(request.name)
  const fqn = def.fullyQualifiedName(container?.fullyQualifiedName, name, request)
  if (fqn.length > textMax.fqn)
    throw badRequest(`[query param fullyQualifiedName size must be between 1 and ${textMax.fqn}]`)
  const { document, partLabels } = keepPartLabels(
    def,
    named(def, fqn, requestDocument(def, request, container, ctx)),
    resolved.label,
  )
  return {
    row: {
      id,
      type: def.type,
      name,
      displayName: typeof request.displayName === 'string' ? request.displayName : null,
      fullyQualifiedName: fqn,
      containerId: container?.id ?? null,
      container: container ?? null,
      version: firstVersion,
      deleted: false,
      updatedAt: ctx.now,
      updatedBy: ctx.actor.name,
      origin: originOf(ctx),
      document,
    },
    relations,
    ...(partLabels !== undefined && { partLabels }),
    labels: def.fields.has('tags')
      ? prepareLabels(Array.isArray(request.tags) ? request.tags : [], resolved, ctx)
      : undefined,
    voters: def.fields.has('votes') ? [] : undefined,
  }
}

function requestTargets(value: unknown, field: RelationField, resolved: Resolved): StoredEntity[] {
  const items: unknown[] = Array.isArray(value) ? value : [value]
  const targets = items.map((item) => {
    if (typeof item === 'string') {
      const type = field.types[0] ?? 'user'
      return accepted(field, field.by === 'id' ? resolved.byId(type, item) : resolved.byFqn(type, item))
    }
    const reference = item as EntityReference // the create schema has checked it
    return resolveReference(reference, field, resolved)
  })
  return [...new Map(targets.map((target) => [target.id, target])).values()]
}

function resolveReference(reference: EntityReference, field: RelationField, resolved: Resolved): StoredEntity {
  const type = typeAmong(field.types, reference)
  if (type !== undefined) return accepted(field, resolved.byId(type, reference.id))
  if (field.relation === 'owner') {
    throw badRequest(
      `Entity of type ${reference.type} can't be the owner. Only Team of type Group or a User can own entities.`,
    )
  }
  throw badRequest(`Entity of type ${reference.type} can't be used here: ${field.types.join(' or ')} expected`)
}

function accepted(field: RelationField, target: StoredEntity): StoredEntity {
  const problem = field.refuses?.(target.document)
  if (problem === undefined) return target
  throw badRequest(`${target.type} ${target.name} can't be used here: it ${problem}`)
}

function findContainer(
  def: EntityDefinition,
  request: Readonly<Record<string, unknown>>,
  resolved: Resolved,
): StoredEntity | undefined {
  if (def.container === undefined) return undefined
  const named = request[def.container.field]
  if (typeof named === 'string') return resolved.byFqn(def.container.type, named)
  const reference = entityReference.safeParse(named)
  if (reference.success) return resolved.byId(def.container.type, reference.data.id)
  if (def.container.optional === true) return undefined
  throw badRequest(`[query param ${def.container.field} must not be null]`, {
    fields: [{ path: `/${def.container.field}`, message: 'must not be null', code: 'required' }],
  })
}

const named = (def: EntityDefinition, fqn: string, document: Record<string, unknown>) =>
  def.parts === undefined ? document : def.parts.name(fqn, document)

function requestDocument(
  def: EntityDefinition,
  request: Readonly<Record<string, unknown>>,
  container: StoredEntity | undefined,
  ctx: RequestContext,
): Record<string, unknown> {
  const document: Record<string, unknown> = { ...def.defaults }
  for (const [member, value] of Object.entries(request)) {
    if (value === undefined || value === null) continue
    if (
      isElsewhere(def, member) ||
      Object.hasOwn(def.relations, member) ||
      member === def.container?.field ||
      !def.fields.has(member) ||
      def.transient.has(member)
    )
      continue
    document[member] = Object.hasOwn(def.sealed, member) ? seal(value, ctx) : value
  }
  for (const member of def.container?.copies ?? []) {
    if (container?.document[member] !== undefined) document[member] = container.document[member]
  }
  return document
}

/** Labels by tag, the first of a kind wins; derived ones are the server's to add, never a client's. */
export function prepareLabels(labels: readonly TagLabel[], resolved: Resolved, ctx: RequestContext): LabelTarget[] {
  const seen = new Map<string, LabelTarget>()
  for (const label of labels) {
    if (label.labelType === 'Derived') continue
    const key = `${label.source} ${label.tagFQN}`
    if (seen.has(key)) continue
    const { document, ...entity } = resolved.label(label)
    const data: Record<string, unknown> = {}
    if (label.labelType !== 'Manual') data.labelType = label.labelType
    if (label.state !== 'Confirmed') data.state = label.state
    if (label.reason !== undefined) data.reason = label.reason
    if (label.metadata !== undefined) data.metadata = label.metadata
    data.appliedBy = label.appliedBy ?? ctx.actor.name
    data.appliedAt = label.appliedAt ?? ctx.now
    seen.set(key, { entity, document, data })
  }
  return [...seen.values()].toSorted(byTagFqn)
}

const unwrap = (item: unknown, member: string): unknown =>
  typeof item === 'object' && item !== null && member in item ? Reflect.get(item, member) : item

/** The references inside a patched document, in the forms of an entity (`EntityReference`, `TagLabel`). */
export function patchedReferences(def: EntityDefinition, patched: Readonly<Record<string, unknown>>) {
  const references = new Map<string, EntityReference[]>()
  for (const [name, field] of Object.entries(def.relations)) {
    if (field.by === 'none') continue
    const value = patched[name]
    const list: unknown[] = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
    const items = field.wrappedAs === undefined ? list : list.map((item) => unwrap(item, field.wrappedAs ?? ''))
    references.set(
      name,
      entityReferences.parse(items).filter((reference) => reference.inherited !== true),
    )
  }
  const labels = def.fields.has('tags') ? tagLabels.parse(patched.tags ?? []) : undefined
  return { references, labels }
}

/** The state a patched document describes. Names and places that no patch changes, and managed members, stay as they were. */
export function preparePatched(
  def: EntityDefinition,
  before: EntityState,
  patched: Readonly<Record<string, unknown>>,
  { references, labels }: ReturnType<typeof patchedReferences>,
  place: Place,
  resolved: Resolved,
  ctx: RequestContext,
): EntityState {
  const relations = new Map(before.relations)
  const found = new Map<string, StoredEntity[]>()
  for (const [name, list] of references) {
    const field = def.relations[name]
    if (field === undefined || def.readOnly.has(name)) continue
    const stored = new Map((before.relations.get(name) ?? []).map((target) => [target.entity.id, target]))
    const targets = list.map((reference): Target => {
      const kept = stored.get(reference.id)
      // A target that was deleted since it was linked stays linked until somebody takes it out.
      if (kept !== undefined && kept.inherited !== true && kept.entity.type === reference.type) return kept
      const entity = resolveReference(reference, field, resolved)
      found.set(name, [...(found.get(name) ?? []), entity])
      return { entity }
    })
    const deleted = field.hidesDeleted === true ? [...stored.values()].filter((target) => target.entity.deleted) : []
    const all = [...withHidden(before, name, targets, field), ...deleted]
    relations.set(name, inOrder([...new Map(all.map((target) => [target.entity.id, target])).values()]))
  }
  checkPatchedOwners(relations.get('owners') ?? [], found.get('owners') ?? [])
  const domains = (relations.get('domains') ?? []).map((target) => target.entity)
  checkDataProducts(found.get('dataProducts') ?? [], domains)
  const { document, partLabels } = keepPartLabels(
    def,
    named(def, before.row.fullyQualifiedName, patchedDocument(def, before, patched, ctx)),
    (label) => before.partLabels?.get(labelKey(label)) ?? resolved.label(label),
  )
  const there = withPlace(def, before, place, resolved)
  const kept = def.renaming === 'patch' && typeof patched.name === 'string' ? withName(there, patched.name) : there
  const parent = parentMember(def)
  if (parent !== undefined && def.movedBy.has(parent)) relations.set(parent, there.relations.get(parent) ?? none)
  return {
    ...before,
    row: {
      ...kept.row,
      displayName: typeof patched.displayName === 'string' ? patched.displayName : null,
      document,
    },
    relations,
    ...(partLabels !== undefined && { partLabels }),
    labels: labels === undefined ? before.labels : mergeKnownLabels(before, prepareLabels(labels, resolved, ctx)),
  }
}

/** New owners have been read in full; of the stored ones only the kind matters. */
function checkPatchedOwners(owners: readonly Target[], added: readonly StoredEntity[]): void {
  checkOwners(added)
  if (added.length === 0 || owners.length < 2 || !owners.some((owner) => owner.entity.type === 'team')) return
  checkOwners(owners.map(({ entity }) => ({ type: entity.type, document: { teamType: 'Group' } })))
}

/** An unchanged label keeps who applied it and when. */
function mergeKnownLabels(before: EntityState, labels: readonly LabelTarget[]): LabelTarget[] {
  const known = new Map((before.labels ?? []).map((label) => [label.entity.id, label]))
  return labels.map((label) => {
    const stored = known.get(label.entity.id)
    return stored === undefined
      ? label
      : { ...label, data: { ...label.data, appliedAt: stored.data.appliedAt, appliedBy: stored.data.appliedBy } }
  })
}

function patchedDocument(
  def: EntityDefinition,
  before: EntityState,
  patched: Readonly<Record<string, unknown>>,
  ctx: RequestContext,
) {
  const document: Record<string, unknown> = {}
  for (const [member, value] of Object.entries(patched)) {
    if (value === undefined || value === null) continue
    if (
      isElsewhere(def, member) ||
      Object.hasOwn(def.relations, member) ||
      member === def.container?.field ||
      !def.fields.has(member)
    )
      continue
    document[member] = Object.hasOwn(def.sealed, member)
      ? sealSent(def, member, value, before.row.document, ctx)
      : value
  }
  for (const member of Object.keys(def.sealed)) {
    const stored = before.row.document[member]
    // What the caller was not shown at all cannot be taken out by leaving it out.
    if (stored !== undefined && present(def, member, before.row.document, ctx) === undefined)
      document[member] ??= stored
  }
  const kept = [...def.readOnly, ...(def.container?.copies ?? []), 'impersonatedBy']
  for (const member of kept) {
    if (before.row.document[member] === undefined) delete document[member]
    else document[member] = before.row.document[member]
  }
  return document
}
