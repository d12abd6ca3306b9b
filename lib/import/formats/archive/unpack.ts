/** What was packed, as files with paths. Archives inside archives stay closed. */
import { isLitter, isReadable } from '@/lib/import/formats/archive/readable'
import { isTar, readTar } from '@/lib/import/formats/archive/tar'
import { openZip, requirePlausible, requireSmall, type Zip } from '@/lib/import/formats/archive/zip'
import { limits } from '@/lib/import/limits'
import { breathe, FileProblem, type Watch } from '@/lib/import/table'

export interface PackedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

const begins = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte)

const isZip = (bytes: Uint8Array): boolean =>
  begins(bytes, [0x50, 0x4b, 3, 4]) || begins(bytes, [0x50, 0x4b, 5, 6]) || begins(bytes, [0x50, 0x4b, 7, 8])
const isGzip = (bytes: Uint8Array): boolean => begins(bytes, [0x1f, 0x8b, 8])

export const isPacked = (bytes: Uint8Array): boolean => isZip(bytes) || isGzip(bytes) || isTar(bytes)

export type Unpacked =
  | { readonly kind: 'office'; readonly zip: Zip }
  | { readonly kind: 'files'; readonly files: readonly PackedFile[]; readonly skipped: readonly string[] }

/** Throws `FileProblem` for what must not be, or cannot be, unpacked. */
export async function unpack(name: string, bytes: Uint8Array, watch: Watch): Promise<Unpacked> {
  if (isGzip(bytes)) return ungzip(name, bytes, watch)
  if (isTar(bytes)) return untar(bytes)
  const zip = await openZip(bytes)
  const paths = new Set(zip.entries.map(({ path }) => path))
  refuseOthers(name, paths)
  if (paths.has('xl/workbook.xml')) return { kind: 'office', zip }
  const { wanted, skipped } = chosen(zip.entries)
  const files: PackedFile[] = []
  for (const entry of wanted) {
    files.push({ path: entry.path, bytes: zip.read(entry) })
    watch.progress?.(files.length, wanted.length)
    if (files.length % 64 !== 0 && entry.size < 1024 * 1024) continue
    await breathe()
    watch.check?.()
  }
  return { kind: 'files', files, skipped }
}

/** What is read of an archive: no more of it than of a file that comes unpacked. Throws `FileProblem`. */
function chosen<T extends { readonly path: string; readonly size: number }>(all: readonly T[]) {
  const wanted = all.filter(({ path }) => isReadable(path))
  requireSmall(
    wanted.reduce((sum, { size }) => sum + size, 0),
    limits.bytesMax,
  )
  return { wanted, skipped: all.flatMap(({ path }) => (isReadable(path) || isLitter(path) ? [] : [path])) }
}

function untar(bytes: Uint8Array): Unpacked {
  const { wanted, skipped } = chosen(readTar(bytes).map((file) => ({ ...file, size: file.bytes.length })))
  return { kind: 'files', files: wanted, skipped }
}

/** Unpacked at a time, to see how much it becomes: what a gzip says of its size counts only to 4 GB, and may be a lie. */
const pieceBytes = 16 * 1024

async function ungzip(name: string, bytes: Uint8Array, watch: Watch): Promise<Unpacked> {
  const { Gunzip } = await import('fflate')
  const pieces: Uint8Array[] = []
  let size = 0
  let isWhole = false
  const gunzip = new Gunzip((piece, isLast) => {
    pieces.push(piece)
    size += piece.length
    isWhole = isLast
  })
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    try {
      gunzip.push(bytes.subarray(at, at + pieceBytes), at + pieceBytes >= bytes.length)
    } catch {
      throw cutOff()
    }
    requireSmall(size, limits.bytesMax)
    requirePlausible(name, size, bytes.length)
    if (at % (64 * pieceBytes) === 0) await breathe()
    watch.check?.()
  }
  if (!isWhole) throw cutOff()
  const plain = joined(pieces, size)
  if (isTar(plain)) return untar(plain)
  if (isPacked(plain)) throw nested(name)
  return { kind: 'files', files: [{ path: name.replace(/\.gz$/i, ''), bytes: plain }], skipped: [] }
}

const cutOff = (): FileProblem =>
  new FileProblem('The file is compressed, and cut off or broken.', { hint: 'Export or copy it again.' })

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

const nested = (name: string): FileProblem =>
  new FileProblem(`“${name}” is an archive inside an archive.`, { hint: 'Unpack it once, and choose what is inside.' })

/** Other things that are ZIP archives underneath, by what is in them. */
const others: readonly { fits: (paths: ReadonlySet<string>) => boolean; message: string; hint: string }[] = [
  {
    fits: (paths) => paths.has('DataModel') || paths.has('DataMashup') || paths.has('Report/Layout'),
    message: 'This is a Power BI file (.pbix), of which only Power BI can read the inside.',
    hint: 'In Power BI Desktop choose File, Save As, "Power BI project (*.pbip)", and choose that folder as a ZIP; or choose what the scanner API answers.',
  },
  {
    fits: (paths) => paths.has('xl/workbook.bin'),
    message: 'This is a binary Excel workbook (.xlsb).',
    hint: 'In Excel choose File, Save As, "Excel Workbook (*.xlsx)", and choose that file here.',
  },
  {
    fits: (paths) => paths.has('content.xml') && paths.has('mimetype'),
    message: 'This is an OpenDocument file.',
    hint: 'Save it as "Excel 2007-365 (.xlsx)" or as CSV, and choose that file here.',
  },
  {
    fits: (paths) => paths.has('word/document.xml') || paths.has('ppt/presentation.xml'),
    message: 'This is a document or a presentation, and no table.',
    hint: 'Choose a workbook, a CSV or JSON file, or what your BI tool exports.',
  },
]

function refuseOthers(name: string, paths: ReadonlySet<string>): void {
  const other = others.find(({ fits }) => fits(paths))
  if (other !== undefined) throw new FileProblem(other.message, { hint: other.hint })
  if (paths.size === 0) throw new FileProblem(`“${name}” is an empty archive.`)
}
