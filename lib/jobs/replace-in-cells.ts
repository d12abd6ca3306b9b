/** A text that stands in many cells of an import that waits, and another for it. */
import type { RequestContext } from '@/lib/entities/context'
import { importInputOf, inputOfKind } from '@/lib/jobs/import-input'
import { type Mended, mendCells } from '@/lib/jobs/mend-cells'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { isGone } from '@/lib/jobs/row-marks'
import { lockedColumns } from '@/lib/jobs/row-names'
import { walkRows } from '@/lib/jobs/walk-rows'
import { cellText } from '@/lib/model/fields/cell'
import { textMax } from '@/lib/model/rules/bounds'
import { badRequest } from '@/lib/model/wire/errors'
import type { MendedCell, Replacing } from '@/lib/model/wire/mended-cells'
import { mendedMax } from '@/lib/model/wire/mended-max'
import type { Job } from '@/lib/store/jobs'

/** In the first cells that have it; `hasMore` where there are more of them than are mended at once. */
export async function replaceInCells(
  id: string,
  replacing: Replacing,
  ctx: RequestContext,
  contextOf: (job: Job) => Promise<RequestContext>,
): Promise<Mended & { readonly hasMore: boolean }> {
  let hasMore = false
  const choose = async (job: Job): Promise<readonly MendedCell[]> => {
    const cells = await cellsWith(job, replacing, ctx)
    hasMore = cells.length > mendedMax
    return cells.slice(0, mendedMax)
  }
  return { ...(await mendCells(id, choose, ctx, contextOf)), hasMore }
}

/** One more than is mended at once. */
async function cellsWith(job: Job, replacing: Replacing, { store }: RequestContext): Promise<MendedCell[]> {
  const input = importInputOf(job.input)
  const replaced = replacer(replacing)
  const locked = lockedColumns(input)
  const cells: MendedCell[] = []
  for await (const rows of walkRows(store, job.id)) {
    for (const { row, source } of rows) {
      if (isGone(source)) continue
      const { of, n, cells: said } = source as ImportSource // as `receiveImport` wrote it
      const { columnNames, targets } = inputOfKind(input, of)
      for (const [place, column] of columnNames.entries()) {
        // What is not imported is not shown.
        if ((targets[place] ?? null) === null || (replacing.column ?? column) !== column) continue
        if (locked.includes(column)) continue
        const before = cellText(said[place])
        const value = replaced(before)
        if (value === before) continue
        if (value.length > textMax.code)
          throw badRequest(`${column} of row ${n} would be longer than ${textMax.code} characters`)
        cells.push({ row, column, value })
        if (cells.length > mendedMax) return cells
      }
    }
  }
  return cells
}

/** In a pattern it means itself. */
const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

function replacer({ find, with: to, matchCase, wholeCell }: Replacing): (text: string) => string {
  const pattern = wholeCell ? `^${literally(find)}$` : literally(find)
  const sought = new RegExp(pattern, matchCase ? 'gu' : 'giu')
  return (text) => text.replace(sought, () => to)
}
