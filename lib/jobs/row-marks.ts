/** What is known of a row of a file before it is planned, and stays known: where it stands, and whose name it shares. */
import { findDuplicates } from '@/lib/import/check-rows'
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

/** Of rows by the names they come to: whoever shares one with others, by place. `numberOf`: as the file counts. */
export function twinMarks(
  fqns: readonly (string | undefined)[],
  numberOf: (place: number) => number,
): Map<number, RowMarks> {
  const marks = new Map<number, RowMarks>()
  for (const places of findDuplicates(fqns)) {
    const numbers = places.slice(0, 3).map(numberOf)
    const more = places.length - numbers.length
    const rows = `${numbers.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
    for (const [index, place] of places.entries())
      marks.set(place, {
        twin: index === 0 ? 'first' : index === places.length - 1 ? 'last' : 'middle',
        twins: `Rows ${rows} of the file are all ${fqns[place]}`,
      })
  }
  return marks
}

/** What becomes of a row by its marks alone; undefined for one that has to be planned. */
export function settledByMarks(
  marks: RowMarks,
  { duplicates }: ImportMapping,
): { readonly to: 'refused' | 'excluded'; readonly result: object } | undefined {
  const { twin, twins = '', isFooter } = marks
  const settled = (to: 'refused' | 'excluded', message: string) => ({
    to,
    result: { ...marks, message, fields: [{ path: '/name', message }] },
  })
  if (isFooter) return settled('excluded', 'It stands below the table')
  if (twin === undefined || twin === duplicates) return undefined
  return duplicates === undefined
    ? settled('refused', `${twins}: keep one of them`)
    : settled('excluded', `${twins}: the ${duplicates} one is taken`)
}

/** Stands behind the rows of the file, for what the catalogue has and the file does not. */
export interface GoneSource {
  readonly gone: true
  /** As `ImportSource` has it. */
  readonly of?: 'charts'
  readonly name: string
  readonly displayName?: string
}

export const isGone = (source: unknown): source is GoneSource => Object(source).gone === true
