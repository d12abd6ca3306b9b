/** What a column of a file can become: fields of the definition that a create request can give. */
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Field } from '@/lib/model/fields/field'
import { withProperties } from '@/lib/model/fields/property-field'

export type TargetColumn = Field

/** Every target of a definition, the required ones first. */
export function targetColumns(def: EntityDefinition, properties: readonly CustomProperty[] = []): TargetColumn[] {
  const all = [...withProperties(def, properties).members.values()].flatMap((field): TargetColumn[] => {
    if (field.kind === 'fqn') return def.container === undefined ? [] : [{ ...field, member: def.container.field }]
    return field.isGiven && !field.forPrograms ? [field] : []
  })
  return [...all.filter(({ isRequired }) => isRequired), ...all.filter(({ isRequired }) => !isRequired)]
}
