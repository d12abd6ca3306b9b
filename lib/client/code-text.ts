/** Texts and values as the languages of examples write them. */

export const indent = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`)

/** A single-quoted word of a POSIX shell. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** A single-quoted string of JavaScript. */
export const scriptText = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

/** JSON as Python writes it, a line for each member; `textOf` may write a text in another way. */
export function pythonValue(value: unknown, textOf: (text: string) => string = JSON.stringify): string {
  const write = (inner: unknown) => pythonValue(inner, textOf)
  const block = (open: string, lines: readonly string[], close: string) =>
    lines.length === 0
      ? open + close
      : `${open}\n${lines.map((line) => `    ${indent(line, '    ')},\n`).join('')}${close}`
  if (Array.isArray(value)) return block('[', value.map(write), ']')
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${write(member)}`)
    return block('{', members, '}')
  }
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'string') return textOf(value)
  return value === null || value === undefined ? 'None' : JSON.stringify(value)
}
