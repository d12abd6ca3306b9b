/** Where a JSON text stops being JSON. Engines word and place the error differently, some without a place at all. */

export interface JsonMistake {
  /** Position in the text. */
  readonly index: number
  readonly message: string
  /** What stands before it is a whole text. */
  readonly isBehind?: true
}

const depthMax = 500
const space = /[ \t\n\r]*/y
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const text = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/uy
const textStart = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*/uy

/** The first mistake, or undefined when the text is JSON. */
export function findJsonMistake(source: string): JsonMistake | undefined {
  let at = 0
  const match = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    if (!pattern.test(source)) return false
    at = pattern.lastIndex
    return true
  }
  const stop = (message: string): never => {
    throw { index: at, message } satisfies JsonMistake
  }
  const skip = (): void => void match(space)
  const take = (character: string): boolean => {
    skip()
    if (source[at] !== character) return false
    at += 1
    return true
  }
  const takeText = (what: string): void => {
    skip()
    if (source[at] !== '"')
      stop(at >= source.length ? 'the text ends too early' : `${what} in double quotes is expected`)
    if (match(text)) return
    match(textStart)
    stop(at >= source.length ? 'a text is opened and never closed' : 'a text holds a character that has to be escaped')
  }
  const members = (close: string, member: () => void): void => {
    if (take(close)) return
    for (;;) {
      member()
      if (take(close)) return
      if (!take(',')) stop(at >= source.length ? `the text ends before "${close}"` : `"," or "${close}" is expected`)
      skip()
      if (source[at] === close) stop('there is a comma too many')
    }
  }
  const value = (depth: number): void => {
    if (depth > depthMax) stop(`values are nested more than ${depthMax} deep`)
    skip()
    if (take('{')) {
      members('}', () => {
        takeText('a name')
        if (!take(':')) stop('":" is expected')
        value(depth + 1)
      })
    } else if (take('[')) members(']', () => value(depth + 1))
    else if (source[at] === '"') takeText('a text')
    else if (!match(scalar)) stop(at >= source.length ? 'the text ends too early' : 'a value is expected')
  }
  try {
    value(0)
    skip()
    return at < source.length ? { index: at, message: 'something follows after the end', isBehind: true } : undefined
  } catch (mistake) {
    return mistake as JsonMistake // only `stop` throws
  }
}

/** Line and column as an editor counts them, from 1. */
export function placeOf(source: string, index: number): { line: number; column: number } {
  const before = source.slice(0, index)
  return { line: before.split('\n').length, column: index - before.lastIndexOf('\n') }
}
