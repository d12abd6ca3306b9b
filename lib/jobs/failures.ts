/** Rows of an import as a file again: those that were not written, to be mended, or all of them. */
import type { RequestContext } from '@/lib/entities/context'
import { writeCsv, writeFailures } from '@/lib/import/failures'
import { importInputOf } from '@/lib/jobs/import-input'
import type { ImportResult } from '@/lib/jobs/import-job'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { walkRows } from '@/lib/jobs/walk-rows'
import type { Job } from '@/lib/store/jobs'

/** What kept a row from being written. */
const failed = ['refused', 'failed', 'held']

/** The file piece by piece: never more of it is held than is being sent. */
export async function* failuresFile(job: Job, ctx: RequestContext): AsyncGenerator<string> {
  const { headers } = importInputOf(job.input)
  const head = writeFailures(headers, [])
  yield head
  for await (const rows of walkRows(ctx.store, job.id, failed)) {
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
  for await (const rows of walkRows(ctx.store, job.id)) {
    const cells = rows.map(({ source }) => (source as ImportSource).cells) // as `receiveImport` wrote it
    yield writeCsv(headers, cells).slice(head.length)
  }
}
