/**
 * The shape of a JSON text before it is parsed: a parser gives nobody else a turn, and whatever walks what comes of it calls
 * itself as deep as that is nested.
 */

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b])
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d])

export interface JsonMark {
  readonly kind: 'open' | 'close' | 'comma'
  readonly at: number
  /** Of a bracket, what is inside it; of a comma, what it stands between. */
  readonly depth: number
}

const stretchChars = 65_536

/** Shows every bracket and comma outside texts, in order, with turns for others. Whoever has seen enough says true. */
export async function walkJson(
  text: string,
  turn: () => Promise<void> | undefined,
  see: (kind: JsonMark['kind'], at: JsonMark['at'], depth: JsonMark['depth']) => boolean | undefined,
): Promise<void> {
  let [depth, next] = [0, 0]
  for (let at = 0; at < text.length; at += 1) {
    if (at >= next) {
      await turn()
      next = at + stretchChars
    }
    const code = text.charCodeAt(at)
    let isEnough: boolean | undefined
    if (code === quote) at = endOfString(text, at)
    else if (code === comma) isEnough = see('comma', at, depth)
    else if (opening.has(code)) {
      depth += 1
      isEnough = see('open', at, depth)
    } else if (closing.has(code)) {
      isEnough = see('close', at, depth)
      depth -= 1
    }
    if (isEnough === true) return
  }
}

/** Place of the quote that ends the string begun at `start`; the end of the text where none does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    const end = text.indexOf('"', at)
    if (end === -1) return text.length
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes += 1
    if (escapes % 2 === 0) return end
    at = end
  }
}
