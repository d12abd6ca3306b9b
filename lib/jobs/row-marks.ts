/** What is known of a row of a file before it is planned, and stays known: where it stands, and whose name it shares. */
import type { ImportMapping } from '@/lib/model/wire/import-mapping'

export interface RowMarks {
  /** Of several rows of one name: which of them it is. */
  readonly twin?: 'first' | 'middle' | 'last'
  /** Why several rows cannot be told apart, in words. */
  readonly twins?: string
  /** It stands below the table: a total, a note. */
  readonly isFooter?: true
}

export const marksOf = (result: unknown): RowMarks => {
  const { twin, twins, isFooter }: RowMarks = Object(result)
  return { ...(twin && { twin }), ...(twins && { twins }), ...(isFooter && { isFooter }) }
}

/** What becomes of a row by its marks alone; undefined for one that has to be planned. */
export function settledByMarks(
  { twin, twins = '', isFooter }: RowMarks,
  { duplicates }: ImportMapping,
): { readonly to: 'refused' | 'excluded'; readonly message: string } | undefined {
  if (isFooter) return { to: 'excluded', message: 'It stands below the table' }
  if (twin === undefined || twin === duplicates) return undefined
  return duplicates === undefined
    ? { to: 'refused', message: `${twins}: keep one of them` }
    : { to: 'excluded', message: `${twins}: the ${duplicates} one is taken` }
}
