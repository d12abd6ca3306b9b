/** Files of `data/exports` in tests: as they are, or packed as their tool packs them. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { gzipSync, strToU8, zipSync } from 'fflate'
import { readFile } from '@/lib/import/read-file'
import type { FileProblem, ReadOptions, Table } from '@/lib/import/table'

interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

const examples = 'data/exports'

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}

/** A file, or all of a folder, named as a browser names them. */
export const exampleFiles = (path: string): NamedBytes[] =>
  filesIn(join(examples, path)).map((file) => ({
    name: relative(join(examples, path, '..'), file),
    bytes: new Uint8Array(readFileSync(file)),
  }))

export const packed = (files: readonly NamedBytes[], level: 0 | 6 = 6): Uint8Array =>
  zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, [bytes, { level }] as const])))

/** As `tar` writes them, and `gzip` after it. */
export function tarred(files: readonly NamedBytes[]): Uint8Array {
  const blocks = files.flatMap(({ name, bytes }) => {
    const head = new Uint8Array(512)
    head.set(strToU8(name), 0)
    head.set(strToU8(`${bytes.length.toString(8).padStart(11, '0')}\0`), 124)
    head.set(strToU8('0'), 156)
    head.set(strToU8('ustar\u000000'), 257)
    const content = new Uint8Array(Math.ceil(bytes.length / 512) * 512)
    content.set(bytes)
    return [head, content]
  })
  return gzipSync(new Uint8Array(Buffer.concat([...blocks, new Uint8Array(1024)])))
}

/** Reads a file as it is; files of a folder together, or as a ZIP. */
export function readExample(path: string, options: ReadOptions & { readonly zip?: boolean } = {}): Promise<Table> {
  const { zip = false, ...rest } = options
  const given = { collection: 'dashboards', ...rest }
  const files = exampleFiles(path)
  const [only] = files
  if (zip) return readFile({ kind: 'file', name: `${basename(path)}.zip`, bytes: packed(files) }, given)
  return files.length === 1 && only !== undefined
    ? readFile({ kind: 'file', ...only }, given)
    : readFile({ kind: 'files', files }, given)
}

/** Every row by the names of its columns, without what it does not have. */
export const rowsOf = ({ columns, rows }: Table): Record<string, unknown>[] =>
  rows.map((row) =>
    Object.fromEntries(
      columns.flatMap((name, index) => (row[index] === undefined ? [] : [[name, row[index]] as const])),
    ),
  )

/** What there is to tell of a table that a tool's export became. */
export const readingOf = (table: Table) => ({
  tool: table.recognised?.tool,
  said: table.recognised?.said,
  leftOut: table.recognised?.leftOut,
  dashboards: rowsOf(table),
  charts: table.charts === undefined ? [] : rowsOf(table.charts),
})

export async function problemOf(work: Promise<unknown>): Promise<FileProblem> {
  const { FileProblem } = await import('@/lib/import/table')
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof FileProblem) return error
  throw new Error(`expected a FileProblem, got ${String(error)}`)
}
