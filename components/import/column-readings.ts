/** How columns are read, as a mapping says it field by field. */
import type { CellTransform, EmptyRule, ImportMapping } from '@/lib/model/wire/import-mapping'

/** What is done with the values of one column before they are read, and what its empty cells do. */
export interface Reading {
  readonly how: CellTransform
  readonly empty: EmptyRule
}

type Readings = Pick<ImportMapping, 'transforms' | 'emptyCells'>

export const readingOf = ({ transforms = {}, emptyCells = {} }: Readings, field: string): Reading => ({
  how: transforms[field] ?? {},
  empty: emptyCells[field] ?? 'leave',
})

/** The mapping with another reading of a field; one that changes nothing is not said. */
export function withReading<M extends Readings>(mapping: M, field: string, { how, empty }: Reading): M {
  const { transforms = {}, emptyCells = {}, ...rest } = mapping
  const { [field]: _how, ...others } = transforms
  const { [field]: _empty, ...otherRules } = emptyCells
  const read = Object.keys(how).length === 0 ? others : { ...others, [field]: how }
  const rules = empty === 'leave' ? otherRules : { ...otherRules, [field]: empty }
  return {
    ...rest,
    ...(Object.keys(read).length > 0 && { transforms: read }),
    ...(Object.keys(rules).length > 0 && { emptyCells: rules }),
  } as M // all else is as it was
}
