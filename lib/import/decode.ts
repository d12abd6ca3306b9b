import { type Encoding, FileProblem } from '@/lib/import/table'

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte)

/** Files people take for tables, by their first bytes. */
const foreign: readonly { signature: readonly number[]; message: string; hint: string }[] = [
  {
    signature: [0x50, 0x4b, 0x03, 0x04],
    message: 'This is an Excel workbook or a zip archive.',
    hint: 'In Excel choose File, Save As, "CSV UTF-8 (comma delimited)", and choose that file here.',
  },
  {
    signature: [0xd0, 0xcf, 0x11, 0xe0],
    message: 'This is an old Excel workbook.',
    hint: 'In Excel choose File, Save As, "CSV UTF-8 (comma delimited)", and choose that file here.',
  },
  { signature: [0x25, 0x50, 0x44, 0x46], message: 'This is a PDF.', hint: 'Choose a CSV or JSON file.' },
  { signature: [0x1f, 0x8b], message: 'This file is compressed.', hint: 'Unpack it and choose what was inside.' },
]

const decodeAs = (bytes: Uint8Array, encoding: Encoding, fatal: boolean): string =>
  new TextDecoder(encoding, { fatal }).decode(bytes)

/**
 * Bytes → text without a byte order mark: as told, else by the mark, else UTF-8 when every byte fits, else Windows-1252,
 * which takes anything. Throws `FileProblem` for what is no text at all.
 */
export function decode(bytes: Uint8Array, wanted?: Encoding): { text: string; encoding: Encoding } {
  const alien = foreign.find(({ signature }) => startsWith(bytes, signature))
  if (alien !== undefined) throw new FileProblem(alien.message, { hint: alien.hint })
  const encoding = wanted ?? encodingOf(bytes)
  const text = decodeAs(bytes, encoding, false)
  if (text.slice(0, 65_536).includes('\u0000')) {
    throw new FileProblem('This does not look like text.', { hint: 'Choose a CSV or JSON file.' })
  }
  return { text, encoding }
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le'
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be'
  try {
    decodeAs(bytes, 'utf-8', true)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}
