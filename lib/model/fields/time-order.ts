/** Dates and times that are kept as texts: how those in a format compare. */

/** Parts of a moment from the largest to the smallest, as formats write them. */
const parts = ['yyyy', 'MM', 'dd', 'HH', 'mm', 'ss', 'SSS']

export interface TimeOrder {
  /** Where the parts stand in the text and how long they are, from the largest to the smallest. */
  readonly places: readonly (readonly [at: number, length: number])[]
  /** How a text in the format looks, in small letters, as a pattern of SQL with `\` before what means itself. */
  readonly shape: string
  /** The texts stand in that order themselves. */
  readonly isInOrder: boolean
  /** Begins with the year, so that a day may be said as everywhere: `2026-06-30`. */
  readonly hasYear: boolean
}

/** So long a format can be that its texts are kept whole. */
const formatMax = 100

/**
 * Undefined where the texts of a format are in no order: a part that is missing between others, comes twice, or is no
 * number of one length, such as `d`, `MMM`, `yy` or `a`.
 */
export function timeOrderOf(format: string): TimeOrder | undefined {
  const found: { readonly rank: number; readonly place: readonly [number, number] }[] = []
  let [at, shape] = [0, '']
  for (const [run, quoted, letter] of format.matchAll(/'([^']*)'|([a-zA-Z])\2*|[^a-zA-Z']/gu)) {
    if (letter !== undefined) {
      found.push({ rank: parts.indexOf(run), place: [at, run.length] })
      shape += '_'.repeat(run.length)
      at += run.length
      continue
    }
    const text = quoted ?? run
    // Databases count letters otherwise than JavaScript, and small ones may be more.
    if ([...text].some((sign) => sign.length > 1 || sign.toLowerCase().length > 1)) return undefined
    shape += text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')
    at += text.length
  }
  const ordered = found.toSorted((a, b) => a.rank - b.rank)
  const first = ordered[0]?.rank ?? -1
  const isWhole = (first === 0 || first === 3) && ordered.every(({ rank }, index) => rank === first + index)
  if (!isWhole || at > formatMax || shape !== shape.trim()) return undefined
  return {
    places: ordered.map(({ place }) => place),
    shape,
    isInOrder: ordered.every((each, index) => each === found[index]),
    hasYear: first === 0,
  }
}

/**
 * The digits of a text from the largest part to the smallest, by which it compares; also of a year, month, day or moment as
 * `2026`, `2026-06`, `2026-06-30`, `2026-06-30 12:00`, where the format has a year. Undefined for what is neither.
 */
export function comparedTime(order: TimeOrder, text: string): string | undefined {
  const given = text.trim().toLowerCase()
  const time = isShaped(order, given) ? digitsOf(order, given) : undefined
  if (time !== undefined && /^\d+$/.test(time)) return time
  if (!order.hasYear || !/^\d{4}(?:-\d\d(?:-\d\d(?:[ t]\d\d(?::\d\d(?::\d\d)?)?)?)?)?$/.test(given)) return undefined
  return given.replaceAll(/\D/g, '')
}

/** What a kept value (`propertyKeys`) is sorted by: the same as the store makes of it. */
export const keyInOrder = (order: TimeOrder, key: string): string =>
  key.startsWith('t') && isShaped(order, key.slice(1)) ? digitsOf(order, key.slice(1)) : key

const digitsOf = ({ places }: TimeOrder, text: string): string =>
  places.map(([at, length]) => text.slice(at, at + length)).join('')

/** Does it have what the format has beside its parts, and room for these? */
function isShaped({ shape, places }: TimeOrder, text: string): boolean {
  const signs = [...shape.replaceAll(/\\(.)/g, '$1')]
  const isPart = (at: number): boolean => places.some(([from, length]) => at >= from && at < from + length)
  return text.length === signs.length && signs.every((sign, at) => isPart(at) || text[at] === sign)
}
