import { decode } from '@/lib/import/decode'
import { limits } from '@/lib/import/limits'
import { readCsv } from '@/lib/import/read-csv'
import { readJson } from '@/lib/import/read-json'
import { type Encoding, FileProblem, type ReadOptions, type Table, type Watch } from '@/lib/import/table'

/** A chosen file, or what was pasted. */
export type Source =
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }

/** A table with how its bytes were understood; pasted text has no encoding. */
export type ReadFile = Table & { readonly encoding?: Encoding }

/** File or text → table. JSON by its name, or by how it begins. Throws `FileProblem`. */
export async function readFile(source: Source, options: ReadOptions = {}, watch: Watch = {}): Promise<ReadFile> {
  if (source.kind === 'text') return readText(source.text.replace(/^\ufeff/, ''), '', options, watch)
  if (source.bytes.byteLength > limits.bytesMax) throw tooLarge(source.bytes.byteLength)
  if (source.bytes.byteLength === 0) throw new FileProblem('The file is empty.')
  const { text, encoding } = decode(source.bytes, options.encoding)
  const table = await readText(text, source.name, options, watch)
  return { ...table, encoding }
}

const readText = async (text: string, name: string, options: ReadOptions, watch: Watch): Promise<Table> =>
  isJson(text, name) ? readJson(text) : readCsv(text, options, watch)

function isJson(text: string, name: string): boolean {
  if (/\.(?:json|ndjson|jsonl)$/i.test(name)) return true
  if (/\.(?:csv|tsv)$/i.test(name)) return false
  return /^\s*(?:\[\s*[{\]]|\{\s*["}])/.test(text)
}

/** Also for refusing a file before its bytes are read. */
export const tooLarge = (bytes: number): FileProblem =>
  new FileProblem(`The file has ${mebibytes(bytes)} MB; ${mebibytes(limits.bytesMax)} MB are possible.`, {
    hint: 'Split it into several files and import one after the other.',
  })

const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1)
