/** The first rows of a file that is large, to look at while the rest is read. */
import { readFile } from '@/lib/import/read-file'
import { FileProblem, type ReadOptions } from '@/lib/import/table'
import { cellText } from '@/lib/model/fields/cell'

export interface FirstRows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const bytesLooked = 128 * 1024
const rowsShown = 8
const columnsShown = 6

/** Undefined for a file that is read in a moment, and where the beginning alone says nothing: JSON ends with its last sign. */
export async function firstRows(file: File, options: ReadOptions): Promise<FirstRows | undefined> {
  if (file.size < bytesLooked * 4) return undefined
  const start = new Uint8Array(await file.slice(0, bytesLooked).arrayBuffer())
  const bytes = start.subarray(0, start.lastIndexOf(0x0a) + 1)
  try {
    const { columns, rows } = await readFile({ kind: 'file', name: file.name, bytes }, options)
    return {
      columns: columns.slice(0, columnsShown),
      rows: rows.slice(0, rowsShown).map((row) => columns.slice(0, columnsShown).map((_, at) => cellText(row[at]))),
    }
  } catch (error) {
    if (error instanceof FileProblem) return undefined
    throw error
  }
}
