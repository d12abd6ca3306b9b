/** Rows that an earlier import handed back: a file of failures, or of rows with their errors, comes in once more. */
import type { RequestContext } from '@/lib/entities/context'
import { seenJob } from '@/lib/entities/job-rights'
import { jobColumn, rowColumn } from '@/lib/import/failures'
import { isBlank, type Table } from '@/lib/import/table'
import { type ImportInput, importInputOf, inputOfKind, mappingOf } from '@/lib/jobs/import-input'
import { cellText } from '@/lib/model/fields/cell'
import type { Importable, ImportMapping } from '@/lib/model/wire/import-mapping'
import type { Job } from '@/lib/store/jobs'

/** The import that all rows come from, where the caller may see it and it is kept still. */
export async function retriedJob({ columns, rows }: Table, ctx: RequestContext): Promise<Job | undefined> {
  const place = columns.indexOf(jobColumn)
  const id = cellText(rows[0]?.[place])
  if (place < 0 || id === '' || rows.some((cells) => cellText(cells[place]) !== id)) return undefined
  const job = await seenJob(id, ctx)
  return job?.kind === 'import' ? job : undefined
}

/** What that import was read by, as far as the file has its columns: for rows of which nobody says what they mean. */
export function retriedMapping(job: Job, collection: Importable, columns: readonly string[]): ImportMapping {
  const input = inputOfKind(importInputOf(job.input), collection)
  if (input.collection !== collection) return {}
  const { columns: told = {}, ...rest } = mappingOf(input)
  return { ...rest, columns: Object.fromEntries(Object.entries(told).filter(([name]) => columns.includes(name))) }
}

/** As the new job keeps it: the earlier one may be gone when somebody asks. */
export const retryOf = ({ id, input }: Job): NonNullable<ImportInput['retryOf']> => ({
  id,
  title: importInputOf(input).fileName,
})

/** The number that a row had there. */
export function retriedRow({ retryOf, columnNames }: ImportInput, cells: readonly unknown[]): number | undefined {
  const cell = cells[columnNames.indexOf(rowColumn)]
  const number = Number(cellText(cell))
  return retryOf !== undefined && !isBlank(cell) && Number.isSafeInteger(number) && number > 0 ? number : undefined
}
