import { decode } from '@/lib/import/decode'
import type { FileInput } from '@/lib/import/formats/format'
import { formats } from '@/lib/import/formats/list'
import { limits } from '@/lib/import/limits'
import { mergeTables } from '@/lib/import/merge-tables'
import { breathe, type Encoding, FileProblem, type ReadOptions, type Table, type Watch } from '@/lib/import/table'

/** A chosen file, or what was pasted. */
export type Source =
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  /** Files that are read as one, such as those of a folder with a dashboard in each. */
  | { readonly kind: 'files'; readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[] }
  | { readonly kind: 'text'; readonly text: string }

/** Chosen files as a source. */
export async function bytesOf(chosen: readonly File[]): Promise<Source> {
  const files = await Promise.all(
    chosen.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
  const [first] = files
  return first !== undefined && files.length === 1 ? { kind: 'file', ...first } : { kind: 'files', files }
}

/** A table with how its bytes were understood; pasted text has no encoding. */
export type ReadFile = Table & { readonly encoding?: Encoding }

/** File or text → table, by the first format that recognises it. Throws `FileProblem`. */
export async function readFile(source: Source, options: ReadOptions = {}, watch: Watch = {}): Promise<ReadFile> {
  if (source.kind === 'text')
    return readInput({ name: '', text: () => source.text.replace(/^\ufeff/, '') }, options, watch)
  if (source.kind === 'files') return readTogether(source.files, options, watch)
  const { name, bytes } = source
  if (bytes.byteLength > limits.bytesMax) throw tooLarge(bytes.byteLength)
  if (bytes.byteLength === 0) throw new FileProblem('The file is empty.')
  let decoded: ReturnType<typeof decode> | undefined
  const text = () => {
    decoded ??= decode(bytes, options.encoding)
    return decoded.text
  }
  const table = await readInput({ name, bytes, text }, options, watch)
  return { ...table, ...(decoded !== undefined && { encoding: decoded.encoding }) }
}

function readInput(input: FileInput, options: ReadOptions, watch: Watch): Promise<Table> {
  const format = formats.find((candidate) => candidate.recognises(input))
  if (format === undefined) throw new FileProblem('This is no kind of file that can be read.')
  return format.read(input, options, watch)
}

async function readTogether(
  files: Extract<Source, { kind: 'files' }>['files'],
  options: ReadOptions,
  watch: Watch,
): Promise<ReadFile> {
  const tables: { name: string; table: Table }[] = []
  for (const { name, bytes } of files) {
    try {
      tables.push({ name, table: await readFile({ kind: 'file', name, bytes }, options) })
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error
      throw new FileProblem(`${name}: ${error.message}`, error.place)
    }
    await breathe()
    watch.check?.()
    watch.progress?.(tables.length, files.length)
  }
  return mergeTables(tables)
}

/** Files with one thing in each are read together; each of the others is an import of its own. */
export const areReadTogether = (names: readonly string[]): boolean =>
  names.length > 1 && names.every((name) => /\.json$/i.test(name))

/** Also for refusing a file before its bytes are read. */
export const tooLarge = (bytes: number): FileProblem =>
  new FileProblem(`The file has ${mebibytes(bytes)} MB; ${mebibytes(limits.bytesMax)} MB are possible.`, {
    hint: 'Split it into several files and import one after the other.',
  })

const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1)
