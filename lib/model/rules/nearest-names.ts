/** Letters to add, drop or change to get from one text to another, regardless of case. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1]
    for (let at = 0; at < other.length; at += 1) {
      const [above, left, before] = [row[at + 1] ?? 0, next[at] ?? 0, row[at] ?? 0]
      next.push(Math.min(above + 1, left + 1, before + (letter === other[at] ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** The candidates whose names are most like the one asked for, best first; those that have half of it in common at least. */
export function nearestNames<Candidate>(
  name: string,
  candidates: readonly Candidate[],
  nameOf: (candidate: Candidate) => string,
  max: number,
): Candidate[] {
  const wanted = name.toLowerCase().slice(0, 300)
  return candidates
    .map((candidate) => {
      const text = nameOf(candidate).toLowerCase().slice(0, 300)
      return { candidate, distance: editDistance(wanted, text) / Math.max(wanted.length, text.length, 1) }
    })
    .filter(({ distance }) => distance <= 0.5)
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, max)
    .map(({ candidate }) => candidate)
}
