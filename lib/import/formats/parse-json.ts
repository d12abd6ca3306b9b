/** A JSON file as values: bounded before it is parsed, and a long list piece by piece, with turns for others. */
import { howToSplit, limits, treeLimits } from '@/lib/import/limits'
import { breathe, FileProblem, type Watch } from '@/lib/import/table'
import { walkJson } from '@/lib/model/rules/json-walk'

/** How long others wait at most between two pieces, apart from the parser. */
const sliceMs = 12
const pieceChars = 256 * 1024

/** Lets others go on where that is due. */
export function takeBreaths(watch: Watch): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < sliceMs) return
    await breathe()
    watch.check?.()
    since = performance.now()
  }
}

/** Undefined for what is no JSON. Throws `FileProblem` for what holds more than is read. */
export async function parseJson(text: string, watch: Watch = {}): Promise<unknown> {
  const begin = /^\s*[{[]/.exec(text)?.[0].length ?? 0
  if (begin === 0) return undefined
  const turn = takeBreaths(watch)
  const shape = await shapeOf(text, begin - 1, turn)
  if (shape === undefined) return undefined
  try {
    if (shape.cuts.length === 0) return JSON.parse(text)
    const items: unknown[] = []
    let from = begin
    for (const to of [...shape.cuts, shape.end]) {
      const piece = text.slice(from, to)
      // A comma with nothing behind it.
      if (piece.trim() === '') return undefined
      for (const item of JSON.parse(`[${piece}]`)) items.push(item)
      from = to + 1
      await turn()
    }
    return items
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

interface Shape {
  /** Commas of the outermost list, about a piece apart; none of what is no list. */
  readonly cuts: readonly number[]
  readonly end: number
}

/** Undefined where something follows after the end, or there is no end. */
async function shapeOf(text: string, begin: number, turn: () => Promise<void>): Promise<Shape | undefined> {
  const isList = text[begin] === '['
  const cuts: number[] = []
  let [items, values, last] = [1, 1, begin]
  let end: number | undefined
  await walkJson(text, turn, (kind, at, depth) => {
    if (kind === 'close') {
      if (depth > 1) return false
      end = at
      return true
    }
    if (depth > treeLimits.depthMax)
      throw new FileProblem(`The JSON is nested more than ${treeLimits.depthMax} levels deep.`, {
        hint: 'Choose a file with a list of dashboards: each is an object with named values.',
      })
    values += 1
    if (values > treeLimits.jsonValuesMax)
      throw new FileProblem(
        `One object in it holds more than ${treeLimits.jsonValuesMax.toLocaleString('en')} values.`,
        { hint: 'Split it into files of fewer rows, or export the rows as CSV.' },
      )
    if (kind === 'open' || depth !== 1 || !isList) return false
    items += 1
    // The first list of several can name the columns.
    if (items > limits.rowsMax + 1)
      throw new FileProblem(`It has more than ${limits.rowsMax.toLocaleString('en')} rows.`, { hint: howToSplit })
    values = 1
    if (at - last >= pieceChars) {
      cuts.push(at)
      last = at
    }
    return false
  })
  return end === undefined || text.slice(end + 1).trim() !== '' ? undefined : { cuts, end }
}
