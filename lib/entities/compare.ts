/** What counts as a change between two states of an entity. Both have to be loaded with all fields. */

import type { RequestContext } from '@/lib/entities/context'
import { toReference, toTagLabel } from '@/lib/entities/render'
import { inRecord, openSealed } from '@/lib/entities/secrets'
import type { EntityState } from '@/lib/entities/state'
import {
  type FieldChanges,
  noChanges,
  recordExtension,
  recordList,
  recordValue,
  sameValue,
} from '@/lib/model/edits/change'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { FieldChange } from '@/lib/model/entities/entity'
import { labelKey } from '@/lib/model/fields/tags'

/** Everything that counts as a change, field by field in the order of the schema. */
export function compare(
  def: EntityDefinition,
  before: EntityState,
  after: EntityState,
  ctx: RequestContext,
): FieldChanges {
  const changes = noChanges()
  recordValue(changes, 'name', before.row.name, after.row.name)
  recordValue(changes, 'displayName', before.row.displayName, after.row.displayName)
  if (def.container !== undefined && before.row.containerId !== after.row.containerId) {
    const [from, to] = [before, after].map(
      ({ row: { container } }) => container && toReference({ entity: container }, ctx),
    )
    recordValue(changes, def.container.field, from ?? undefined, to ?? undefined)
  }
  const members = new Set([...Object.keys(before.row.document), ...Object.keys(after.row.document)])
  for (const member of members) {
    if (def.silent.has(member) || member === 'changeDescription') continue
    const [stored, wanted] = [before.row.document[member], after.row.document[member]]
    if (stored === wanted) continue
    if (member === 'extension') recordExtension(changes, stored, wanted)
    else if (member === def.parts?.member) def.parts.record(changes, before.row.document, after.row.document)
    else if (Object.hasOwn(def.sealed, member)) recordSealed(def, changes, member, before, after, ctx)
    else recordValue(changes, member, stored, wanted)
  }
  for (const [name, targets] of after.relations) {
    const field = def.relations[name]
    if (field === undefined || field.by === 'none') continue
    const own = (list: typeof targets) =>
      list.filter((target) => target.inherited !== true).map((target) => toReference(target, ctx))
    recordList(changes, name, own(before.relations.get(name) ?? []), own(targets), (reference) => reference.id)
  }
  if (before.labels !== undefined && after.labels !== undefined) {
    const labels = (list: EntityState['labels']) => (list ?? []).map((label) => toTagLabel(label, ctx))
    recordList(changes, 'tags', labels(before.labels), labels(after.labels), labelKey)
  }
  if (before.row.deleted !== after.row.deleted) recordValue(changes, 'deleted', before.row.deleted, after.row.deleted)
  return changes
}

/** What changes without being recorded (`EntityDefinition.silent`). */
export function unrecordedChanges(
  def: EntityDefinition,
  before: EntityState,
  after: EntityState,
  ctx: RequestContext,
): FieldChange[] {
  const changes = noChanges()
  for (const member of def.silent) {
    if (Object.hasOwn(def.sealed, member)) recordSealed(def, changes, member, before, after, ctx)
    else recordValue(changes, member, before.row.document[member], after.row.document[member])
  }
  return [...changes.fieldsAdded, ...changes.fieldsUpdated, ...changes.fieldsDeleted]
}

/** Is it kept as it was, whatever is told of the last change? */
export function sameDocument(before: EntityState, after: EntityState): boolean {
  const { changeDescription: _before, ...stored } = before.row.document
  const { changeDescription: _after, ...wanted } = after.row.document
  return sameValue(stored, wanted)
}

/** That a secret changed is recorded; the secret is not. */
function recordSealed(
  def: EntityDefinition,
  changes: FieldChanges,
  member: string,
  before: EntityState,
  after: EntityState,
  ctx: RequestContext,
): void {
  const [stored, wanted] = [before, after].map((state) => openSealed(state.row.document[member], ctx))
  if (sameValue(stored, wanted)) return
  const shown = noChanges()
  recordValue(shown, member, stored, wanted)
  for (const change of [...shown.fieldsAdded, ...shown.fieldsUpdated, ...shown.fieldsDeleted]) {
    if ('oldValue' in change) change.oldValue = inRecord(def, member, stored, before.row.document)
    if ('newValue' in change) change.newValue = inRecord(def, member, wanted, after.row.document)
  }
  changes.fieldsAdded.push(...shown.fieldsAdded)
  changes.fieldsUpdated.push(...shown.fieldsUpdated)
  changes.fieldsDeleted.push(...shown.fieldsDeleted)
}
