/** Request → state: references resolved, names built, rules checked. Knows create requests and patched documents alike. */

import { originOf, type RequestContext } from '@/lib/entities/context'
import type { Target } from '@/lib/entities/inherit'
import { newId } from '@/lib/entities/new-id'
import { keepPartLabels } from '@/lib/entities/part-labels'
import { type Resolved, requestValue, typeAmong } from '@/lib/entities/resolve'
import { checkDataProducts, checkOwners } from '@/lib/entities/rules'
import { seal } from '@/lib/entities/secrets'
import { byTagFqn, type EntityState, inOrder, type LabelTarget } from '@/lib/entities/state'
import type { EntityDefinition, RelationField } from '@/lib/model/entities/define-entity'
import { type EntityReference, entityReference, type TagLabel } from '@/lib/model/entities/entity'
import { labelKey } from '@/lib/model/fields/tags'
import { textMax } from '@/lib/model/rules/bounds'
import { firstVersion } from '@/lib/model/rules/version'
import { badRequest } from '@/lib/model/wire/errors'
import type { StoredEntity } from '@/lib/store/rows'

/** Shared, because most rows of a bulk call have most relations empty. */
export const none: readonly Target[] = []

const columns: ReadonlySet<string> = new Set(['name', 'displayName', 'tags', 'domain'])

/** Is a member of a request or entity kept in its document? Others are columns, relations or labels, worked out, or unknown. */
export const isInDocument = (def: EntityDefinition, member: string): boolean =>
  def.fields.has(member) &&
  !columns.has(member) &&
  def.members.get(member)?.managed === undefined &&
  !Object.hasOwn(def.relations, member) &&
  member !== def.container?.field

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

export function resolveReference(reference: EntityReference, field: RelationField, resolved: Resolved): StoredEntity {
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

export const named = (def: EntityDefinition, fqn: string, document: Record<string, unknown>) =>
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
    if (!isInDocument(def, member) || def.transient.has(member)) continue
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
    const key = labelKey(label)
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
