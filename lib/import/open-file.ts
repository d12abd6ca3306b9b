/** A file as somebody who maps its columns needs to see it: how it was read, and what its columns seem to be. */

import type { ColumnMatch, ColumnProfile } from '@/lib/import/columns'
import { targetColumns } from '@/lib/import/columns'
import { matchColumns, profileColumns } from '@/lib/import/match-columns'
import { readFile, type Source } from '@/lib/import/read-file'
import {
  type Cell,
  type Delimiter,
  type Encoding,
  FileProblem,
  type HeadRow,
  type Part,
  type Quotes,
  type ReadOptions,
  type Recognised,
  type Table,
  type Watch,
} from '@/lib/import/table'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import { definitionFor } from '@/lib/model/entities/registry'
import { cellText } from '@/lib/model/fields/cell'

/** Plain data, so that it crosses into a worker. */
export interface OpenRequest {
  readonly source: Source
  readonly options: ReadOptions
  /** Of the registry: `dashboards`, `charts`. Functions do not cross into a worker, names do. */
  readonly collection: string
  readonly properties: readonly CustomProperty[]
  /** Names of the services there are, for recognising their column. */
  readonly services: readonly string[]
}

export interface OpenedFile {
  readonly format: Table['format']
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
  readonly quotes?: Quotes
  readonly headerRow?: number
  readonly brokenAt?: number
  readonly head?: readonly HeadRow[]
  readonly parts?: readonly Part[]
  readonly part?: string
  /** Of what a tool exports. */
  readonly recognised?: Recognised
  readonly rowCount: number
  readonly columns: readonly ColumnProfile[]
  /** The first few, long cells cut. */
  readonly firstRows: readonly (readonly Cell[])[]
  readonly matches: readonly ColumnMatch[]
  /** Row numbers with fewer cells than the header; at most five, with their total. */
  readonly shortRows: { readonly numbers: readonly number[]; readonly count: number }
}

export type OpenResult =
  | { readonly ok: true; readonly file: OpenedFile }
  | { readonly ok: false; readonly problem: FileTrouble }

/** A `FileProblem` as data. */
export type FileTrouble = { readonly message: string } & FileProblem['place']

export const troubleOf = ({ message, place }: FileProblem): FileTrouble => ({ message, ...place })

export async function openFile(
  { source, options, collection, properties, services }: OpenRequest,
  watch: Watch = {},
): Promise<OpenResult> {
  const def = definitionFor(collection)
  if (def === undefined) throw new Error(`there is no collection ${collection}`)
  try {
    const table = await readFile(source, { ...options, collection }, watch)
    const profiles = profileColumns(table)
    const matches = matchColumns(def, profiles, targetColumns(def, properties), new Set(services))
    return { ok: true, file: fileOf(table, profiles, matches) }
  } catch (error) {
    if (error instanceof FileProblem) return { ok: false, problem: troubleOf(error) }
    throw error
  }
}

function shortened(cell: Cell): Cell {
  const text = cellText(cell)
  return text.length <= 500 ? cell : text.slice(0, 500)
}

function fileOf(
  table: Awaited<ReturnType<typeof readFile>>,
  columns: readonly ColumnProfile[],
  matches: readonly ColumnMatch[],
): OpenedFile {
  const short = table.ragged.filter(({ cells }) => cells < table.columns.length)
  return {
    format: table.format,
    ...(table.encoding !== undefined && { encoding: table.encoding }),
    ...(table.delimiter !== undefined && { delimiter: table.delimiter }),
    ...(table.quotes !== undefined && { quotes: table.quotes }),
    ...(table.headerRow !== undefined && { headerRow: table.headerRow }),
    ...(table.brokenAt !== undefined && { brokenAt: table.brokenAt }),
    ...(table.head !== undefined && { head: table.head }),
    ...(table.parts !== undefined && { parts: table.parts }),
    ...(table.part !== undefined && { part: table.part }),
    ...(table.recognised !== undefined && { recognised: table.recognised }),
    rowCount: table.rows.length,
    columns,
    firstRows: table.rows.slice(0, 5).map((cells) => cells.map(shortened)),
    matches,
    shortRows: {
      numbers: short.slice(0, 5).map(({ index }) => table.rowNumbers[index] ?? index + 1),
      count: short.length,
    },
  }
}
