/** What a preview says of a row, as before and after per field. */
import type { CreateRequest } from '@/lib/import/map-rows'
import { type FieldDiff, fieldDiff, fieldDiffs } from '@/lib/model/edits/field-diff'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { fieldOf } from '@/lib/model/fields/field'
import { isRecord } from '@/lib/model/rules/is-record'
import type { PlannedRow } from '@/lib/model/wire/bulk-result'

/** The changes of an existing entity, recorded ones first. */
export const plannedDiffs = (def: EntityDefinition, planned: PlannedRow): FieldDiff[] =>
  fieldDiffs(def, planned.changeDescription, planned.unrecorded)

/** What a new entity starts with. `peopleNames` gives owners back the names the row has for them. */
export function newDiffs(
  def: EntityDefinition,
  { name: _, extension, ...request }: CreateRequest,
  peopleNames: ReadonlyMap<string, string>,
): FieldDiff[] {
  const named = (value: unknown): unknown =>
    Array.isArray(value) ? value.map((item) => peopleNames.get(String(isRecord(item) ? item.id : '')) ?? item) : value
  const properties = Object.entries(isRecord(extension) ? extension : {})
  return [
    ...Object.entries(request).filter(([member]) => member !== def.container?.field),
    ...properties.map(([property, value]) => [`extension.${property}`, value] as const),
  ].map(([key, value]) => fieldDiff(fieldOf(def, key), undefined, named(value)))
}
