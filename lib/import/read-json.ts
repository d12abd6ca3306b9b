import { findJsonMistake, placeOf } from '@/lib/import/json-place'
import { limits } from '@/lib/import/limits'
import { FileProblem, nameColumns, type Table } from '@/lib/import/table'

type Item = Readonly<Record<string, unknown>>

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * JSON → table with a column for every member that occurs. Takes a list of create requests (the body of the bulk call),
 * `{"data": […]}` (what a list answers), one object, and JSON lines. Throws `FileProblem` with line and column.
 */
export function readJson(text: string): Table {
  const { items, numbers } = itemsOf(text)
  if (items.length === 0) throw new FileProblem('There are no rows in it.', { hint: 'The list is empty.' })
  if (items.length > limits.rowsMax) {
    throw new FileProblem(
      `It has ${items.length.toLocaleString('en')} rows; ${limits.rowsMax.toLocaleString('en')} are possible at a time.`,
      { hint: 'Split it into several files and import one after the other.' },
    )
  }
  const positions = new Map<string, number>()
  for (const item of items)
    for (const name of Object.keys(item)) if (!positions.has(name)) positions.set(name, positions.size)
  if (positions.size > limits.columnsMax)
    throw new FileProblem(`It has ${positions.size} different members; ${limits.columnsMax} are possible.`)
  const headers = [...positions.keys()]
  const rows = items.map((item) => {
    const row: unknown[] = new Array(headers.length).fill(undefined)
    for (const [name, value] of Object.entries(item)) row[positions.get(name) ?? 0] = value
    return row
  })
  return { format: 'json', columns: nameColumns(headers), headers, rows, rowNumbers: numbers, ragged: [] }
}

function itemsOf(text: string): { items: Item[]; numbers: number[] } {
  if (text.trim() === '') throw new FileProblem('The file is empty.')
  const value = parse(text)
  if (value === undefined) return linesOf(text)
  const list = Array.isArray(value) ? value : isItem(value) && Array.isArray(value.data) ? value.data : [value]
  return {
    items: list.map((item, index) => requireItem(item, `Item ${index + 1}`)),
    numbers: list.map((_, index) => index + 1),
  }
}

function requireItem(value: unknown, where: string): Item {
  if (isItem(value)) return value
  throw new FileProblem(`${where} is no object with named values.`, {
    hint: 'Each row has to look like {"name": "10", "service": "sample_superset"}.',
  })
}

/** Undefined when the text is several JSON texts, one a line; throws for what is neither. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const mistake = findJsonMistake(text)
    if (mistake === undefined) throw new FileProblem('This is not JSON.')
    const firstLine = text.trimStart().split('\n', 1)[0] ?? ''
    if (mistake.message.startsWith('something follows') && findJsonMistake(firstLine) === undefined) return undefined
    throw jsonProblem(text, mistake.index, mistake.message, 0)
  }
}

function linesOf(text: string): { items: Item[]; numbers: number[] } {
  const items: Item[] = []
  const numbers: number[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const mistake = findJsonMistake(line)
    if (mistake !== undefined) throw jsonProblem(line, mistake.index, mistake.message, index)
    items.push(requireItem(JSON.parse(line), `Line ${index + 1}`))
    numbers.push(index + 1)
  }
  return { items, numbers }
}

function jsonProblem(text: string, index: number, message: string, linesBefore: number): FileProblem {
  const place = placeOf(text, index)
  const line = place.line + linesBefore
  return new FileProblem(`Line ${line}, column ${place.column}: ${message}.`, {
    line,
    column: place.column,
    near: text.slice(Math.max(0, index - 30), index + 30),
    hint: 'The file is not valid JSON there.',
  })
}
