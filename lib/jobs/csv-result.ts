/** What came of an import as OpenMetadata tells of its CSV imports. */
import { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import { contractColumns, resultHead, resultRow } from '@/lib/import/contract-csv'
import type { ImportResult } from '@/lib/jobs/import-result'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { walkRows } from '@/lib/jobs/walk-rows'
import { cellText } from '@/lib/model/fields/cell'
import type { Job } from '@/lib/store/jobs'

export const csvResultSchema = z
  .strictObject({
    dryRun: z.boolean(),
    status: z.enum(['success', 'partialSuccess', 'failure', 'aborted']),
    abortReason: z.string().optional().describe('Of a file of which no row was looked at'),
    numberOfRowsProcessed: z.number().int().describe('With the header'),
    numberOfRowsPassed: z.number().int().describe('With the header'),
    numberOfRowsFailed: z.number().int(),
    importResultsCsv: z.string().optional().describe('The rows, after `status` and `details`'),
  })
  .meta({ id: 'CsvImportResult' })
export type CsvResult = z.input<typeof csvResultSchema>

export const aborted = (dryRun: boolean, abortReason: string): CsvResult => ({
  dryRun,
  status: 'aborted',
  abortReason,
  numberOfRowsProcessed: 1,
  numberOfRowsPassed: 0,
  numberOfRowsFailed: 1,
})

export const nothingIn = (dryRun: boolean): CsvResult => resultOf(dryRun, 0, 0, resultHead)

const passed: ReadonlySet<string> = new Set([
  'create',
  'update',
  'restore',
  'unchanged',
  'created',
  'updated',
  'restored',
])

export async function csvResult(job: Job, dryRun: boolean, ctx: RequestContext): Promise<CsvResult> {
  let [rows, failed, text] = [0, 0, resultHead]
  for await (const some of walkRows(ctx.store, job.id)) {
    for (const { status, source, result } of some) {
      const { cells } = source as ImportSource // as `receiveImport` wrote it
      const { message = 'It was not written', base }: ImportResult = Object(result) // as the job wrote it
      const isPassed = passed.has(status)
      rows += 1
      if (!isPassed) failed += 1
      const details = isPassed ? `Entity ${base === null ? 'created' : 'updated'}` : message
      const given = contractColumns.map((_, index) => cellText(cells[index]))
      text += resultRow(isPassed ? 'success' : 'failure', details, given)
    }
  }
  return resultOf(dryRun, rows, failed, text)
}

/** The header counts as a row that has passed. */
const resultOf = (dryRun: boolean, rows: number, failed: number, importResultsCsv: string): CsvResult => ({
  dryRun,
  status: failed === 0 ? 'success' : 'partialSuccess',
  numberOfRowsProcessed: rows + 1,
  numberOfRowsPassed: rows + 1 - failed,
  numberOfRowsFailed: failed,
  importResultsCsv,
})
