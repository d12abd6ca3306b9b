import { useQueryClient } from '@tanstack/react-query'
import { type GridColumn, problemColumns } from '@/components/import/grid-columns'
import { cellsIn, type Place, type Range, readRange, writeRange } from '@/components/import/grid-moves'
import type { useMending } from '@/components/import/use-mending'
import { copyText } from '@/components/ui/copy-text'
import { nextRefused, planQueries, type RowFilter, rowsPage } from '@/lib/client/job-plan'
import { counted } from '@/lib/model/rules/counted'
import type { JobRowView, JobView } from '@/lib/model/wire/job'
import { mendedMax } from '@/lib/model/wire/mended-max'

interface Given {
  job: JobView
  filter: RowFilter
  columns: readonly GridColumn[]
  total: number
  mending: ReturnType<typeof useMending>
}

/** A list has less of a cell that is as long. */
export const shownMax = 500
/** Pages that are looked through for a problem, going back. */
const pagesMax = 50

/** What is done with cells of a grid, in sight or not. */
export function useGridActions({ job, filter, columns, total, mending }: Given) {
  const client = useQueryClient()
  const page = async (number: number) => {
    const query = planQueries.rows(job.id, filter, number * rowsPage)
    return (await client.fetchQuery({ ...query, staleTime: 10_000 })).data
  }
  const rowsIn = async (from: number, to: number): Promise<JobRowView[]> => {
    const [first, last] = [Math.floor(from / rowsPage), Math.floor(to / rowsPage)]
    const rows: JobRowView[] = []
    for (let number = first; number <= last; number += 1) rows.push(...(await page(number)))
    return rows.slice(from - first * rowsPage, to - first * rowsPage + 1)
  }
  const textAt = async (row: JobRowView, { place }: GridColumn): Promise<string> => {
    const text = row.cells?.[place] ?? ''
    if (text.length < shownMax) return text
    return (await client.fetchQuery(planQueries.row(job, row.row))).cells?.[place] ?? text
  }
  const textsIn = async ({ from, to }: Range): Promise<string[][]> => {
    const rows = await rowsIn(from.row, to.row)
    const some = columns.slice(Math.max(0, from.column - 1), to.column)
    const texts: string[][] = []
    for (const row of rows) {
      const cells: string[] = []
      for (const column of some) cells.push(await textAt(row, column))
      texts.push(cells)
    }
    return texts
  }
  /** Values from a corner on; `valueAt` counts from there. */
  const writeAll = async (how: string, range: Range, valueAt: (row: number, column: number) => string | undefined) => {
    if (cellsIn(range) > mendedMax) return mending.say(`At most ${counted(mendedMax, 'cell')} at once`)
    const rows = await rowsIn(range.from.row, range.to.row)
    const first = Math.max(1, range.from.column)
    const cells = rows.flatMap(({ row, cells: said }, down) =>
      said === undefined
        ? []
        : columns.slice(first - 1, range.to.column).flatMap(({ name, locked }, right) => {
            const value = valueAt(down, right)
            return value === undefined || locked !== undefined ? [] : [{ row, column: name, value }]
          }),
    )
    if (cells.length > 0) mending.mend(how, { cells })
  }
  const failed = () => mending.say('The rows could not be loaded')
  /** The first from a position on; the list is gone through page by page. */
  const problemFrom = async (from: number, step: 1 | -1): Promise<Place | undefined> => {
    let position = from
    for (let pages = 0; pages < pagesMax && position >= 0 && position < total; pages += 1) {
      const number = Math.floor(position / rowsPage)
      const rows = await page(number)
      for (; position >= 0 && position < total && Math.floor(position / rowsPage) === number; position += step) {
        const row = rows[position - number * rowsPage]
        const wrong = row === undefined ? [] : problemColumns(row, columns)
        const column = step < 0 ? wrong.at(-1) : wrong[0]
        if (column !== undefined) return { row: position, column }
      }
    }
    return undefined
  }
  /** Going on it begins again at the top. */
  const problemAfter = async (at: Place, isBack: boolean): Promise<Place | undefined> => {
    const step = isBack ? -1 : 1
    const [here] = await rowsIn(at.row, at.row)
    const more = here === undefined ? [] : problemColumns(here, columns).filter((one) => step * (one - at.column) > 0)
    const column = isBack ? more.at(-1) : more[0]
    if (column !== undefined) return { row: at.row, column }
    if (isBack) return problemFrom(at.row - 1, step)
    const isWhole =
      filter.outcome === undefined &&
      filter.only === undefined &&
      filter.column === undefined &&
      filter.collection === undefined &&
      (filter.q ?? '') === ''
    if (!isWhole) return (await problemFrom(at.row + 1, step)) ?? problemFrom(0, step)
    // Every row is there, each at the place of its number: the server finds it, however far it is.
    const found = (await nextRefused(job.id, at.row)) ?? (await nextRefused(job.id))
    return found === undefined ? undefined : { row: found.row, column: problemColumns(found, columns)[0] ?? 0 }
  }
  return {
    textAt,
    write: (row: JobRowView, { name }: GridColumn, value: string) =>
      mending.mend('Mended', { cells: [{ row: row.row, column: name, value }] }),
    clear: (range: Range) => void writeAll('Cleared', range, () => '').catch(failed),
    /** From the first row of a range into the others; a single row is filled from the one above. */
    fillDown: (range: Range) => {
      const isSingle = range.from.row === range.to.row
      const source = isSingle ? range.from.row - 1 : range.from.row
      if (source < 0) return
      const fill = async () => {
        const [texts = []] = await textsIn({ from: { ...range.from, row: source }, to: { ...range.to, row: source } })
        const rest = { from: { ...range.from, row: source + 1 }, to: range.to }
        await writeAll('Filled down', rest, (_, right) => texts[right])
      }
      void fill().catch(failed)
    },
    copy: (range: Range) => {
      if (cellsIn(range) > mendedMax) return mending.say(`At most ${counted(mendedMax, 'cell')} at once`)
      const copy = async () => {
        const done = await copyText(writeRange(await textsIn(range)))
        mending.say(done ? `Copied: ${counted(cellsIn(range), 'cell')}` : 'The browser does not allow to copy')
      }
      void copy().catch(failed)
    },
    /** A single value goes into all of the range, anything else from its first corner on. */
    paste: (range: Range, text: string) => {
      const values = readRange(text)
      const width = Math.max(0, ...values.map((cells) => cells.length))
      if (width === 0) return
      const isOne = values.length === 1 && width === 1
      const first = { row: range.from.row, column: Math.max(1, range.from.column) }
      const last = {
        row: Math.min(total - 1, first.row + values.length - 1),
        column: Math.min(columns.length, first.column + width - 1),
      }
      const target = isOne ? { from: first, to: range.to } : { from: first, to: last }
      const valueAt = (down: number, right: number) => (isOne ? values[0]?.[0] : values[down]?.[right])
      void writeAll('Pasted', target, valueAt).catch(failed)
    },
    nextProblem: (at: Place, isBack: boolean) =>
      problemAfter(at, isBack).catch(() => {
        failed()
        return undefined
      }),
  }
}
