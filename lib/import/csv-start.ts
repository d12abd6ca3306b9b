/** What a CSV begins with before its first row: for spreadsheets a byte order mark, for people a line about the file. */

export interface CsvStart {
  /** Spreadsheets take a text without it for one in the code page of the country. */
  readonly byteOrderMark: boolean
  /** Without the number sign; the import skips the line. */
  readonly comment?: string | undefined
}

/** As long as nothing else is asked for. */
export const usualStart: CsvStart = { byteOrderMark: true }

/** Goes up when a column begins to mean something else. */
const schemaVersion = 1

/** What would end the cell, or be taken for a delimiter or a quote. */
const signs = /[\s",;|]+/g

export interface ExportOrigin {
  readonly collection: string
  /** Up to and including `/api`. */
  readonly apiUrl: string
  readonly now: number
  /** As a list has it, or how many were chosen one by one. */
  readonly filter: Readonly<Record<string, unknown>> | number
}

/** What is in a file, from where, and of when; a line that is one cell in every program. */
export function exportComment({ collection, apiUrl, now, filter }: ExportOrigin): string {
  const day = new Date(now).toISOString().slice(0, 10)
  const said = [
    `${collection} of ${apiUrl.replace(/\/api$/, '')} on ${day}`,
    typeof filter === 'number' ? `${filter} chosen` : filterText(filter),
    `schema ${schemaVersion}`,
  ]
  return said.join(' - ').replace(signs, ' ')
}

function filterText(filter: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(filter)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== 'sort')
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  return given.length === 0 ? 'all' : `filter ${new URLSearchParams(given)}`
}

export const startOf = ({ byteOrderMark, comment }: CsvStart): string =>
  `${byteOrderMark ? '\ufeff' : ''}${comment === undefined ? '' : `# ${comment}\r\n`}`
