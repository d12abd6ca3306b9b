/** A tar archive: headers of 512 bytes, each before its file. */
import { requireFew, requireInside, requireSmall } from '@/lib/import/formats/archive/zip'
import { FileProblem } from '@/lib/import/table'

const block = 512

const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  new TextDecoder().decode(bytes.subarray(at, at + length)).split('\u0000', 1)[0] ?? ''

export const isTar = (bytes: Uint8Array): boolean => bytes.length >= block && textAt(bytes, 257, 5) === 'ustar'

/** The files in it, none copied. Throws `FileProblem`. */
export function readTar(bytes: Uint8Array): { path: string; bytes: Uint8Array }[] {
  const files = new Map<string, Uint8Array>()
  let longName: string | undefined
  let total = 0
  for (let at = 0; at + block <= bytes.length; ) {
    if (bytes.subarray(at, at + block).every((byte) => byte === 0)) break
    const size = Number.parseInt(textAt(bytes, at + 124, 12).trim() || '0', 8)
    const end = at + block + size
    if (!Number.isInteger(size) || size < 0 || end > bytes.length)
      throw new FileProblem('The archive is cut off or broken.', { hint: 'Export or copy it again.' })
    const content = bytes.subarray(at + block, end)
    const kind = String.fromCharCode(bytes[at + 156] ?? 0)
    const prefix = textAt(bytes, at + 345, 155)
    const name = longName ?? [prefix, textAt(bytes, at, 100)].filter((part) => part !== '').join('/')
    at += block + Math.ceil(size / block) * block
    longName = undefined
    if (kind === 'L') longName = textAt(content, 0, content.length)
    else if (kind === 'x') longName = /^\d+ path=(.*)$/m.exec(textAt(content, 0, content.length))?.[1]
    else if (kind === '0' || kind === '\u0000') {
      const path = requireInside(name)
      if (files.has(path))
        throw new FileProblem(`The archive holds two files named “${path}”.`, {
          hint: 'Unpack it, keep the right one, and choose that.',
        })
      total += size
      requireSmall(total)
      files.set(path, content)
      requireFew(files.size)
    }
  }
  return [...files].map(([path, content]) => ({ path, bytes: content }))
}
