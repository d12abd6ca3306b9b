/** Patched document → state, as `prepare.ts` does it of a create request. */

import type { RequestContext } from '@/lib/entities/context'
import type { Target } from '@/lib/entities/inherit'
import { type Place, parentMember, withPlace } from '@/lib/entities/moving'
import { keepPartLabels, labelKey } from '@/lib/entities/part-labels'
import { isInDocument, named, none, prepareLabels, resolveReference } from '@/lib/entities/prepare'
import { withName } from '@/lib/entities/renaming'
import type { Resolved } from '@/lib/entities/resolve'
import { checkDataProducts, checkOwners } from '@/lib/entities/rules'
import { present, sealSent } from '@/lib/entities/secrets'
import { type EntityState, inOrder, type LabelTarget, withHidden } from '@/lib/entities/state'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { type EntityReference, entityReferences, tagLabels } from '@/lib/model/entities/entity'
import type { StoredEntity } from '@/lib/store/rows'

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
  for (const member of Object.keys(patched)) {
    const value = patched[member]
    if (value === undefined || value === null) continue
    if (!isInDocument(def, member)) continue
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
