/** What one cell of a file holds: text of a CSV, or any JSON value. */

/** In one line, for samples and for handing it back. */
export const cellText = (cell: unknown): string =>
  cell === undefined || cell === null ? '' : typeof cell === 'string' ? cell : JSON.stringify(cell)

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** JSON in a text as what it is, anything else as it stands. */
export const jsonIn = (cell: unknown): unknown => (typeof cell === 'string' ? (parseJson(cell) ?? cell) : cell)
