import { type Encoding, FileProblem } from '@/lib/import/table'

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte)

const decodeAs = (bytes: Uint8Array, encoding: Encoding): string => new TextDecoder(encoding).decode(bytes)

const isDecodable = (bytes: Uint8Array, encoding: Encoding): boolean => {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/**
 * Bytes → text without a byte order mark: as told, else by the mark, else UTF-8 when (nearly) every byte fits, else the
 * code page in which the text looks most like words. Throws `FileProblem` for what is no text at all.
 */
export function decode(bytes: Uint8Array, wanted?: Encoding): { text: string; encoding: Encoding } {
  const encoding = wanted ?? detectEncoding(bytes)
  const text = decodeAs(bytes, encoding)
  const start = text.slice(0, sampleMax)
  // One among much text is a mistake in one row, which is told there.
  if (start.split('\u0000').length - 1 > start.length / 100)
    throw new FileProblem('This does not look like text.', { hint: 'Choose a CSV or JSON file.' })
  return { text, encoding }
}

export function detectEncoding(bytes: Uint8Array): Encoding {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le'
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be'
  const wide = wideEncoding(bytes)
  if (wide !== undefined) return wide
  if (isDecodable(bytes, 'utf-8')) return 'utf-8'
  const sample = unusualLines(bytes)
  if (isNearly(sample)) return 'utf-8'
  const double = Object.entries(doubleByte)
    .map(([name, common]) => ({ encoding: name as Encoding, share: commonShare(sample, name as Encoding, common) })) // keys of a map by encoding
    .toSorted((one, other) => other.share - one.share)[0]
  if (double !== undefined && double.share >= 0.7) return double.encoding
  return singleByte
    .map((encoding) => ({ encoding, faults: faultsOf(decodeAs(sample, encoding)) }))
    .reduce((best, one) => (one.faults < best.faults ? one : best)).encoding
}

const sampleMax = 65_536

/** UTF-16 without a mark: every other byte of common text is zero. */
function wideEncoding(bytes: Uint8Array): Encoding | undefined {
  const zeros = [0, 0]
  const length = Math.min(bytes.length, 1024)
  for (let at = 0; at < length; at += 1) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (Math.max(even, odd) < length / 5 || Math.min(even, odd) > length / 50) return undefined
  return odd > even ? 'utf-16le' : 'utf-16be'
}

/** The lines that hold bytes beyond ASCII, up to a size: the others tell nothing. */
function unusualLines(bytes: Uint8Array): Uint8Array {
  const lines: number[] = []
  let start = 0
  for (let at = 0; at < bytes.length && lines.length < sampleMax; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue
    start = bytes.lastIndexOf(0x0a, at) + 1
    const end = bytes.indexOf(0x0a, at)
    for (const byte of bytes.subarray(start, end === -1 ? bytes.length : end + 1)) lines.push(byte)
    if (end === -1) break
    at = end
  }
  return Uint8Array.from(lines)
}

/** UTF-8 with a few bytes broken, as cut-off texts leave them. */
function isNearly(sample: Uint8Array): boolean {
  const unusual = [...decodeAs(sample, 'utf-8')].filter((character) => character > '\u007f')
  const broken = unusual.filter((character) => character === '\ufffd').length
  return unusual.length - broken >= broken * 5
}

type Common = (lead: number, trail: number) => boolean

/** Pairs of bytes that usual text of an encoding consists of; nearly any two bytes are some rare character in all of them. */
const doubleByte: Readonly<Partial<Record<Encoding, Common>>> = {
  gb18030: (lead, trail) => trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3)),
  big5: (lead) => lead >= 0xa1 && lead <= 0xc6,
  shift_jis: (lead) => lead >= 0x81 && lead <= 0x97,
}

/** Which share of its characters beyond ASCII are usual ones; 0 for what cannot be in that encoding. */
function commonShare(sample: Uint8Array, encoding: Encoding, common: Common): number {
  if (!isDecodable(sample, encoding)) return 0
  let usual = 0
  let all = 0
  for (let at = 0; at < sample.length; at += 1) {
    const lead = sample[at] ?? 0
    if (lead < 0x80) continue
    all += 1
    if (encoding === 'shift_jis' && lead >= 0xa1 && lead <= 0xdf) continue // half-width signs stand alone
    at += 1
    if (common(lead, sample[at] ?? 0)) usual += 1
  }
  return all === 0 ? 0 : usual / all
}

/** The first of equals wins. */
const singleByte: readonly Encoding[] = ['windows-1252', 'windows-1250', 'windows-1251', 'macintosh']

/** What words do not look like: signs in them, capitals in their middle, alphabets mixed, nothing but accents. */
const faults: readonly RegExp[] = [
  /(?<=\p{L})[^\p{L}\p{M}\p{N}\p{Z}\p{Cc}\x20-\x7f’‘](?=\p{L})/gu,
  /(?<=\p{L}{2})[^\p{L}\p{M}\p{N}\p{Z}\p{Cc}\x20-\x7f’‘“”„…–—®™«»‹›•°]/gu,
  /(?<=\p{L})[¹²³¼½¾ªº](?=\p{L})|(?<=\p{L}{2})[¹²³¼½¾ªº]/gu,
  /(?<=\p{Ll})[^\P{Lu}A-Z]/gu,
  /(?<=[a-z])\p{Script=Cyrillic}|\p{Script=Cyrillic}(?=[a-z])/giu,
  /[\p{Script=Latin}--[a-zA-Z]]{3,}/gv,
  /[\p{Cc}--[\t\r\n]]/gv,
  /\ufffd/g,
]
const faultsOf = (text: string): number =>
  faults.reduce((sum, fault) => sum + [...text.matchAll(fault)].join('').length, 0)
