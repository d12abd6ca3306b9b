/** What somebody may have meant by a name that nothing has: only what is called nearly so. */

/** Longer names are compared by their beginning. */
const comparedMax = 300

/** How many slips a name of a length may have: none in two letters, one in three, and never so many that it is another. */
const slipsIn = (length: number): number => Math.min(4, Math.floor((length + 2) / 5))

/**
 * Letters to add, drop, change or exchange with their neighbour to get from one text to the other; more than `max` is told
 * as `Infinity`.
 */
export function slipsBetween(one: string, other: string, max: number): number {
  if (Math.abs(one.length - other.length) > max) return Number.POSITIVE_INFINITY
  let older: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at]
    for (let to = 1; to <= other.length; to += 1) {
      const [letter, wanted] = [one[at - 1], other[to - 1]]
      const kept = (row[to - 1] ?? 0) + (letter === wanted ? 0 : 1)
      const isSwapped = at > 1 && to > 1 && letter === other[to - 2] && wanted === one[at - 2] && letter !== wanted
      const swapped = isSwapped ? (older[to - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY
      next.push(Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, kept, swapped))
    }
    if (Math.min(...next) > max) return Number.POSITIVE_INFINITY
    older = row
    row = next
  }
  const slips = row.at(-1) ?? 0
  return slips > max ? Number.POSITIVE_INFINITY : slips
}

/** What is counted or dated is not meant by another number. */
const numbersIn = (text: string): string => text.match(/\d+/g)?.join(' ') ?? ''

/** Part by part where there are as many: a long name before the dot excuses no other one behind it. */
function slipsOf(wanted: string, text: string): number {
  if (numbersIn(wanted) !== numbersIn(text)) return Number.POSITIVE_INFINITY
  const [parts, others] = [wanted.split('.'), text.split('.')]
  const [ours, theirs] = parts.length === others.length ? [parts, others] : [[wanted], [text]]
  return ours.reduce((sum, part, index) => {
    const other = theirs[index] ?? ''
    return sum + slipsBetween(part, other, slipsIn(Math.min(part.length, other.length)))
  }, 0)
}

/** The candidates that are called nearly as the name asked for, regardless of case, best first. */
export function nearestNames<Candidate>(
  name: string,
  candidates: readonly Candidate[],
  nameOf: (candidate: Candidate) => string,
  max: number,
): Candidate[] {
  const wanted = name.toLowerCase().slice(0, comparedMax)
  return candidates
    .map((candidate) => ({
      candidate,
      slips: slipsOf(wanted, nameOf(candidate).toLowerCase().slice(0, comparedMax)),
    }))
    .filter(({ slips }) => slips < Number.POSITIVE_INFINITY)
    .toSorted((one, other) => one.slips - other.slips)
    .slice(0, max)
    .map(({ candidate }) => candidate)
}
