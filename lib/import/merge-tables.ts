/** Tables of several files as one, for tools that keep a file for every dashboard. */
import { limits } from '@/lib/import/limits'
import { FileProblem, nameColumns, type Table } from '@/lib/import/table'

/** The column that tells which file a row is from; on the way in it is ignored. */
export const fileColumn = '_file'

/** A column for every name that occurs; rows are counted through all files. */
export function mergeTables(files: readonly { readonly name: string; readonly table: Table }[]): Table {
  const headers = [...new Set(files.flatMap(({ table }) => table.headers)), fileColumn]
  const rowCount = files.reduce((sum, { table }) => sum + table.rows.length, 0)
  if (rowCount > limits.rowsMax || headers.length > limits.columnsMax) {
    const [count, max, noun] =
      rowCount > limits.rowsMax
        ? [rowCount, limits.rowsMax, 'rows']
        : [headers.length, limits.columnsMax, 'different members']
    throw new FileProblem(
      `The files have ${count.toLocaleString('en')} ${noun} together; ${max.toLocaleString('en')} are possible.`,
      { hint: 'Choose fewer files at a time.' },
    )
  }
  const positions = new Map(headers.map((header, position) => [header, position]))
  const rows = files.flatMap(({ name, table }) =>
    table.rows.map((cells) => {
      const row: unknown[] = new Array(headers.length).fill(undefined)
      for (const [index, header] of table.headers.entries()) row[positions.get(header) ?? 0] = cells[index]
      row[headers.length - 1] = name
      return row
    }),
  )
  return {
    format: 'json',
    columns: nameColumns(headers),
    headers,
    rows,
    rowNumbers: rows.map((_, index) => index + 1),
    ragged: [],
  }
}
