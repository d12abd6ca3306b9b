import type { Format } from '@/lib/import/formats/format'
import { type FoundPart, partsOf } from '@/lib/import/formats/json-parts'
import { findJsonMistake, placeOf } from '@/lib/import/formats/json-place'
import { parseJson, takeBreaths } from '@/lib/import/formats/parse-json'
import { limits } from '@/lib/import/limits'
import { emptyFile, FileProblem, nameColumns, type ReadOptions, type Table, type Watch } from '@/lib/import/table'
import { isRecord } from '@/lib/model/rules/is-record'

type Item = Readonly<Record<string, unknown>>

export const json: Format = {
  recognises: ({ name, text }) =>
    /\.(?:json|ndjson|jsonl)$/i.test(name) || /^\s*(?:\[\s*[[{\]]|\{\s*["}])/.test(text()),
  read: async ({ text, value }, options, watch) => readJson(text(), options, await value(), watch),
}

/**
 * JSON → table with a column for every member that occurs. Takes a list of create requests (the body of the bulk call),
 * lists inside whatever tools put round them, one object, and JSON lines. Throws `FileProblem` with line and column.
 */
export async function readJson(
  text: string,
  options: ReadOptions = {},
  known?: unknown,
  watch: Watch = {},
): Promise<Table> {
  if (text.trim() === '') throw emptyFile()
  const value = known ?? parse(text)
  if (value === undefined) return tableOf(await linesOf(text, watch))
  const parts = partsOf(value, options.collection)
  const part = parts.find(({ name }) => name === options.part) ?? parts[0]
  if (part === undefined || part.items.length === 0)
    throw new FileProblem('There are no rows in it.', { hint: 'The list is empty.' })
  const table = tableOf(itemsOf(part))
  if (parts.length === 1 && part.name === '') return table
  return { ...table, part: part.name, parts: parts.map(({ name, items }) => ({ name, rows: items.length })) }
}

function tableOf({ items, numbers }: { items: readonly Item[]; numbers: number[] }): Table {
  if (items.length > limits.rowsMax) {
    throw new FileProblem(
      `It has ${items.length.toLocaleString('en')} rows; ${limits.rowsMax.toLocaleString('en')} are possible at a time.`,
      {
        hint: `Split it into files of at most ${limits.rowsMax.toLocaleString('en')} rows and import one after the other.`,
      },
    )
  }
  const positions = new Map<string, number>()
  for (const item of items)
    for (const name of Object.keys(item)) if (!positions.has(name)) positions.set(name, positions.size)
  if (positions.size > limits.columnsMax)
    throw new FileProblem(`It has ${positions.size} different members; ${limits.columnsMax} are possible.`, {
      hint: 'Take out members that are not needed, or choose the list that has the rows.',
    })
  const headers = [...positions.keys()]
  const rows = items.map((item) => {
    const row: unknown[] = new Array(headers.length).fill(undefined)
    for (const [name, value] of Object.entries(item)) row[positions.get(name) ?? 0] = value
    return row
  })
  return { format: 'json', columns: nameColumns(headers), headers, rows, rowNumbers: numbers, ragged: [] }
}

const itemsOf = ({ items }: FoundPart): { items: Item[]; numbers: number[] } => ({
  items: items.map((item, index) => requireItem(item, `Item ${index + 1}`)),
  numbers: items.map((_, index) => index + 1),
})

function requireItem(value: unknown, where: string): Item {
  if (isRecord(value)) return value
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
    if (mistake.isBehind && findJsonMistake(firstLine) === undefined) return undefined
    throw jsonProblem(text, mistake.index, mistake.message, 0)
  }
}

async function linesOf(text: string, watch: Watch): Promise<{ items: Item[]; numbers: number[] }> {
  const turn = takeBreaths(watch)
  const items: Item[] = []
  const numbers: number[] = []
  for (const [index, line] of text.split('\n').entries()) {
    await turn()
    if (line.trim() === '') continue
    const value = await parseJson(line)
    const mistake = value === undefined ? findJsonMistake(line) : undefined
    if (mistake !== undefined) throw jsonProblem(line, mistake.index, mistake.message, index)
    items.push(requireItem(value, `Line ${index + 1}`))
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
