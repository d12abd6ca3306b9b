/** The directory of a ZIP archive, read before anything is unpacked: what it says decides whether anything is. */
import { archiveLimits } from '@/lib/import/limits'
import { FileProblem, megabytes } from '@/lib/import/table'

export interface ZipEntry {
  readonly path: string
  /** Unpacked. */
  readonly size: number
}

export interface Zip {
  readonly entries: readonly ZipEntry[]
  /** Never gives more than the directory says. Throws `FileProblem`. */
  read(entry: ZipEntry): Uint8Array
}

interface Packed extends ZipEntry {
  readonly method: number
  readonly packedSize: number
  readonly at: number
}

const endSize = 22
const headSize = 46
const localSize = 30
const commentMax = 0xffff
const large = 4 * 1024 * 1024
const isEncrypted = 1
const [stored, deflated] = [0, 8]

/** Throws `FileProblem` for what is broken, locked, too large, or would land outside the archive. */
export async function openZip(bytes: Uint8Array): Promise<Zip> {
  const { inflateSync } = await import('fflate')
  const entries = directoryOf(bytes)
  return {
    entries,
    read: (entry) => {
      const { path, size, method, packedSize, at } = entry as Packed // handed out below
      const view = viewOf(bytes)
      if (at + localSize > bytes.length || view.getUint32(at, true) !== 0x04034b50) throw broken()
      const start = at + localSize + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
      const packed = bytes.subarray(start, start + packedSize)
      if (packed.length !== packedSize) throw broken()
      if (method === stored) return packed
      try {
        const out = inflateSync(packed, { out: new Uint8Array(size + 1) }) // a byte more, to see more
        if (out.length === size) return out
      } catch {
        // told below, like what ends too early
      }
      throw new FileProblem(`“${path}” in the archive is damaged.`, { hint: 'Export or pack it again.' })
    },
  }
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const broken = (): FileProblem =>
  new FileProblem('The archive is cut off or broken.', { hint: 'Export or copy it again.' })

/** Where the directory ends; an archive is nothing but itself, from its first byte to its last. */
function endOf(bytes: Uint8Array, view: DataView): number {
  const first = Math.max(0, bytes.length - endSize - commentMax)
  for (let at = bytes.length - endSize; at >= first; at -= 1) {
    if (view.getUint32(at, true) !== 0x06054b50) continue
    const end = at + endSize + view.getUint16(at + 20, true)
    const directory = view.getUint32(at + 16, true) + view.getUint32(at + 12, true)
    if (end === bytes.length && directory === at) return at
    throw new FileProblem('The file is a ZIP archive and something else besides.', {
      hint: 'Unpack it, and choose the files inside.',
    })
  }
  throw broken()
}

function directoryOf(bytes: Uint8Array): Packed[] {
  if (bytes.length < endSize) throw broken()
  const view = viewOf(bytes)
  const end = endOf(bytes, view)
  const count = view.getUint16(end + 10, true)
  requireFew(count)
  const entries: Packed[] = []
  const names = new Set<string>()
  let at = view.getUint32(end + 16, true)
  let total = 0
  for (let index = 0; index < count; index += 1) {
    if (at + headSize > end || view.getUint32(at, true) !== 0x02014b50) throw broken()
    const [nameSize, extraSize, noteSize] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    const nameAt = at + headSize
    const path = requireInside(new TextDecoder().decode(bytes.subarray(nameAt, nameAt + (nameSize ?? 0))))
    const entry: Packed = {
      path,
      size: view.getUint32(at + 24, true),
      packedSize: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
      at: view.getUint32(at + 42, true),
    }
    if ((view.getUint16(at + 8, true) & isEncrypted) !== 0)
      throw new FileProblem(`“${path}” in the archive is locked with a password.`, {
        hint: 'Unpack it with the password, and choose the files inside.',
      })
    at = nameAt + (nameSize ?? 0) + (extraSize ?? 0) + (noteSize ?? 0)
    if (path.endsWith('/')) continue
    if (entry.method !== stored && entry.method !== deflated)
      throw new FileProblem(`“${path}” is packed in a way that is not read here.`, {
        hint: 'Unpack it, and choose the files inside.',
      })
    if (names.has(path))
      throw new FileProblem(`The archive holds two files named “${path}”.`, {
        hint: 'Unpack it, keep the right one, and choose that.',
      })
    names.add(path)
    requireHonest(entry)
    total += entry.size
    requireSmall(total)
    entries.push(entry)
  }
  return entries
}

export function requireFew(count: number): void {
  if (count <= archiveLimits.entriesMax) return
  throw new FileProblem(`The archive holds more than ${archiveLimits.entriesMax.toLocaleString('en')} files.`, {
    hint: 'Unpack it, and choose the files with dashboards.',
  })
}

export function requireSmall(total: number, bytesMax: number = archiveLimits.bytesMax): void {
  if (total <= bytesMax) return
  throw new FileProblem(
    `What is in the archive has more than ${megabytes(bytesMax)} MB unpacked, and that many are possible.`,
    { hint: 'Unpack it, and choose the files with dashboards.' },
  )
}

/** A name that leads out of the archive is nobody's export. */
export function requireInside(path: string): string {
  const plain = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
  if (/^\/|^[a-z]:/i.test(plain) || plain.split('/').includes('..') || plain.includes('\u0000'))
    throw new FileProblem(`The archive holds a file named “${path.slice(0, 100)}”, which would lie outside it.`, {
      hint: 'It was not made by an export. Unpack it with care.',
    })
  return plain
}

function requireHonest({ path, size, packedSize }: Packed): void {
  if (size > archiveLimits.entryBytesMax)
    throw new FileProblem(
      `“${path}” has ${megabytes(size)} MB unpacked; ${megabytes(archiveLimits.entryBytesMax)} MB are possible.`,
      { hint: 'Split it into several files.' },
    )
  requirePlausible(path, size, packedSize)
}

export function requirePlausible(path: string, size: number, packedSize: number): void {
  if (size <= large || size / Math.max(1, packedSize) <= archiveLimits.ratioMax) return
  throw new FileProblem(`“${path}” is more than ${archiveLimits.ratioMax} times as large unpacked, as no export is.`, {
    hint: 'Unpack it with care, and choose the files with dashboards.',
  })
}
