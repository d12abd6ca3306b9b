import { decode } from '@/lib/import/decode'
import { isPacked, type PackedFile, type Unpacked, unpack } from '@/lib/import/formats/archive/unpack'
import { readExport } from '@/lib/import/formats/documents'
import type { FileInput } from '@/lib/import/formats/format'
import { formats } from '@/lib/import/formats/list'
import { parseJson } from '@/lib/import/formats/parse-json'
import { limits } from '@/lib/import/limits'
import { mergeTables } from '@/lib/import/merge-tables'
import {
  breathe,
  type Encoding,
  emptyFile,
  FileProblem,
  megabytes,
  type ReadOptions,
  type Table,
  type Watch,
} from '@/lib/import/table'

interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A chosen file, or what was pasted. */
export type Source =
  | ({ readonly kind: 'file' } & NamedBytes)
  /** Files that are read as one, such as those of a folder with a dashboard in each. */
  | { readonly kind: 'files'; readonly files: readonly NamedBytes[] }
  | { readonly kind: 'text'; readonly text: string }

/** A file on somebody's disk, by its name, or by its path where it is from a folder. */
export interface ChosenFile {
  readonly path: string
  readonly file: File
}

/** Chosen files as a source. */
export async function bytesOf(chosen: readonly ChosenFile[]): Promise<Source> {
  const files = await Promise.all(
    chosen.map(async ({ path, file }) => ({ name: path, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
  const [first] = files
  return first !== undefined && files.length === 1 ? { kind: 'file', ...first } : { kind: 'files', files }
}

/** A table with how its bytes were understood; pasted text has no encoding. */
export type ReadFile = Table & { readonly encoding?: Encoding }

/** File or text → table: what a tool exports by its reader, all else by the first format that recognises it. Throws `FileProblem`. */
export async function readFile(source: Source, options: ReadOptions = {}, watch: Watch = {}): Promise<ReadFile> {
  try {
    return await readSource(source, options, watch)
  } catch (error) {
    // What a value inside a cell or a document nests, nobody has counted before.
    if (!(error instanceof RangeError)) throw error
    throw new FileProblem('Values in it are nested too deep, or too large, to be read.', {
      hint: 'Choose a table, or what a BI tool exports.',
    })
  }
}

async function readSource(source: Source, options: ReadOptions, watch: Watch): Promise<ReadFile> {
  if (source.kind === 'text') {
    const text = source.text.replace(/^\ufeff/, '')
    return readInput({ name: '', text: () => text, value: jsonIn(() => text, watch) }, options, watch)
  }
  if (source.kind === 'files') return readTogether(await expanded(source.files, watch), options, watch)
  const { name, bytes } = source
  if (bytes.byteLength > limits.bytesMax) throw tooLarge(bytes.byteLength)
  if (bytes.byteLength === 0) throw emptyFile()
  if (!isPacked(bytes)) return readOne(source, options, watch)
  const unpacked = await unpack(name, bytes, watch)
  if (unpacked.kind === 'files') return readUnpacked(unpacked, options, watch)
  const { readXlsx } = await import('@/lib/import/formats/xlsx/read-xlsx')
  return readXlsx(unpacked.zip, options, watch)
}

/** A file whose text is decoded when somebody asks, once. */
function opened({ name, bytes }: NamedBytes, wanted: Encoding | undefined, watch: Watch) {
  let decoded: ReturnType<typeof decode> | undefined
  const text = () => {
    decoded ??= decode(bytes, wanted)
    return decoded.text
  }
  const input: FileInput = { name, bytes, text, value: jsonIn(text, watch) }
  return { input, encoding: () => decoded?.encoding }
}

/** What the text is as JSON, parsed once; undefined for what is none. */
function jsonIn(text: () => string, watch: Watch): () => Promise<unknown> {
  let parsed: Promise<unknown> | undefined
  return () => {
    parsed ??= parseJson(text(), watch)
    return parsed
  }
}

async function readOne(file: NamedBytes, options: ReadOptions, watch: Watch): Promise<ReadFile> {
  const { input, encoding } = opened(file, options.encoding, watch)
  const table = await readInput(input, options, watch)
  const found = encoding()
  return table.format === 'export' || found === undefined ? table : { ...table, encoding: found }
}

/** What bytes say that are no text is asked first: nothing of them is decoded. */
async function readInput(input: FileInput, options: ReadOptions, watch: Watch): Promise<Table> {
  const [binary, ...others] = formats
  if (binary?.recognises(input) === true) return binary.read(input, options, watch)
  const exported = await readExport([input], options, watch)
  if (exported !== undefined) return exported
  const format = others.find((candidate) => candidate.recognises(input))
  if (format === undefined) throw new FileProblem('This is no kind of file that can be read.')
  return format.read(input, options, watch)
}

const named = ({ path, bytes }: PackedFile): NamedBytes => ({ name: path, bytes })

async function readUnpacked(
  { files, skipped }: Extract<Unpacked, { kind: 'files' }>,
  options: ReadOptions,
  watch: Watch,
): Promise<ReadFile> {
  const [only] = files
  if (only === undefined) {
    const inside = skipped.slice(0, 3).map((path) => `“${path}”`)
    throw new FileProblem('There is nothing in the archive that can be read.', {
      hint:
        inside.length === 0 ? 'It is empty.' : `It holds ${inside.join(', ')}${skipped.length > 3 ? ' and more' : ''}.`,
    })
  }
  if (files.length === 1) return readOne(named(only), options, watch)
  return readTogether(files.map(named), options, watch)
}

/** Chosen beside others, an archive is what is in it. */
async function expanded(files: readonly NamedBytes[], watch: Watch): Promise<NamedBytes[]> {
  const total = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
  if (total > limits.bytesMax) throw tooLarge(total)
  const all: NamedBytes[] = []
  for (const file of files) {
    const unpacked = isPacked(file.bytes) ? await unpack(file.name, file.bytes, watch) : undefined
    if (unpacked?.kind === 'files') all.push(...unpacked.files.map(named))
    else all.push(file)
  }
  return all
}

async function readTogether(files: readonly NamedBytes[], options: ReadOptions, watch: Watch): Promise<ReadFile> {
  const texts = files.filter(({ bytes }) => bytes.byteLength > 0 && !isPacked(bytes))
  const exported = await readExport(
    texts.map((file) => opened(file, options.encoding, watch).input),
    options,
    watch,
  )
  if (exported !== undefined) return exported
  if (!areReadTogether(files.map(({ name }) => name)))
    throw new FileProblem(`No tool known here exports such files: ${namesOf(files)}.`, {
      hint: 'Choose one table, or all files of one export.',
    })
  const tables: { name: string; table: Table }[] = []
  for (const file of files) {
    try {
      tables.push({ name: file.name, table: await readFile({ kind: 'file', ...file }, options) })
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error
      throw new FileProblem(`${file.name}: ${error.message}`, error.place)
    }
    await breathe()
    watch.check?.()
    watch.progress?.(tables.length, files.length)
  }
  return mergeTables(tables)
}

const namesOf = (files: readonly NamedBytes[]): string =>
  `${files
    .slice(0, 3)
    .map(({ name }) => name)
    .join(', ')}${files.length > 3 ? ` and ${files.length - 3} more` : ''}`

/** Files with one thing in each are read together; each of the others is an import of its own. */
export const areReadTogether = (names: readonly string[]): boolean =>
  names.length > 1 &&
  names.every((name) => /\.json$|(?:^|\/)\.platform$|\.(?:ya?ml|lookml|lkml|twb|pbir|pbip|xml)$/i.test(name))

/** Also for refusing a file before its bytes are read. */
export const tooLarge = (bytes: number, bytesMax: number = limits.bytesMax): FileProblem =>
  new FileProblem(`The file has ${megabytes(bytes)} MB; ${megabytes(bytesMax)} MB are possible.`, {
    hint: `Split it into files of at most ${megabytes(bytesMax)} MB, each with the row that names the columns, and import one after the other.`,
  })
