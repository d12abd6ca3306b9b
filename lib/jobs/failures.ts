/** Rows of an import as a file again: those that were not written, to be mended, or all of them. */
import type { RequestContext } from '@/lib/entities/context'
import { writeCsv, writeFailures } from '@/lib/import/failures'
import { importInputOf } from '@/lib/jobs/import-input'
import type { ImportResult } from '@/lib/jobs/import-job'
import type { ImportSource } from '@/lib/jobs/receive-import'
import type { Job } from '@/lib/store/jobs'

/** What kept a row from being written. */
const failed = ['refused', 'failed', 'held']
const rowsAtOnce = 250

/** The file piece by piece: never more of it is held than is being sent. */
export async function* failuresFile(job: Job, ctx: RequestContext): AsyncGenerator<string> {
  const { headers } = importInputOf(job.input)
  const head = writeFailures(headers, [])
  yield head
  for (let after = -1; ; ) {
    const rows = await ctx.store.jobs.rows(job.id, { statuses: failed, after, limit: rowsAtOnce })
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.row
    const told = rows.map(({ source, result }) => {
      const { n, cells } = source as ImportSource // as `receiveImport` wrote it
      const { message = '' } = Object(result) as ImportResult // as the job wrote it
      return { rowNumber: n, cells, error: message }
    })
    yield writeFailures(headers, told).slice(head.length)
  }
}

/** All rows as they came. */
export async function* rowsFile(job: Job, ctx: RequestContext): AsyncGenerator<string> {
  const { headers } = importInputOf(job.input)
  const head = writeCsv(headers, [])
  yield head
  for (let after = -1; ; ) {
    const rows = await ctx.store.jobs.rows(job.id, { after, limit: rowsAtOnce })
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.row
    const cells = rows.map(({ source }) => (source as ImportSource).cells) // as `receiveImport` wrote it
    yield writeCsv(headers, cells).slice(head.length)
  }
}
