/** What a new entity starts with, as before and after per field. */
import type { CreateRequest } from '@/lib/import/row-mapping'
import { type FieldDiff, fieldDiff } from '@/lib/model/edits/field-diff'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { fieldOf } from '@/lib/model/fields/field'
import { isRecord } from '@/lib/model/rules/is-record'

export function newDiffs(def: EntityDefinition, { name: _, extension, ...request }: CreateRequest): FieldDiff[] {
  const properties = Object.entries(isRecord(extension) ? extension : {})
  return [
    ...Object.entries(request).filter(([member]) => member !== def.container?.field),
    ...properties.map(([property, value]) => [`extension.${property}`, value] as const),
  ].map(([key, value]) => fieldDiff(fieldOf(def, key), undefined, value))
}
