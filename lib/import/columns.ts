/** What a column of a file can become: fields of the definition that a create request can give. */
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Field } from '@/lib/model/fields/field'
import { withProperties } from '@/lib/model/fields/property-field'

export type TargetColumn = Field

/** What the first rows say of a column. */
export interface ColumnProfile {
  readonly name: string
  /** Different values from the first rows, as text. */
  readonly samples: readonly string[]
  /** Some of them are lists in the file: no text has to be taken apart. */
  readonly hasLists?: boolean
  /** Share of rows with a value, 0 to 1. */
  readonly filled: number
}

/** `sure` needs no look; `check` is a guess; `open` is for a person to decide; `known` is rightly ignored. */
export type Confidence = 'sure' | 'check' | 'open' | 'known'

export interface ColumnMatch {
  readonly column: string
  /** Key of a target; undefined ignores the column. */
  readonly target?: string
  readonly confidence: Confidence
  readonly reason: string
}

/** Every target of a definition, the required ones first. */
export function targetColumns(def: EntityDefinition, properties: readonly CustomProperty[] = []): TargetColumn[] {
  const all = [...withProperties(def, properties).members.values()].flatMap((field): TargetColumn[] => {
    if (field.kind === 'fqn') return def.container === undefined ? [] : [{ ...field, member: def.container.field }]
    return field.isGiven && !field.forPrograms ? [field] : []
  })
  return [...all.filter(({ isRequired }) => isRequired), ...all.filter(({ isRequired }) => !isRequired)]
}
