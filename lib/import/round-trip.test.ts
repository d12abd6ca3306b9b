import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { exportComment } from '@/lib/import/csv-start'
import { aWholeCatalogue, dashboardsIn, exported, general } from '@/lib/import/testing'
import { cancelJob } from '@/lib/jobs/ask'
import { receiveImport } from '@/lib/jobs/receive-import'
import { summariseJob } from '@/lib/jobs/summarise'
import { aRunner, rested } from '@/lib/jobs/testing'
import { type ExportFormat, exportFormats } from '@/lib/model/wire/selection'

async function planned(bytes: Uint8Array, format: ExportFormat, ctx: RequestContext) {
  const source = { kind: 'file', name: `dashboards.${format}`, bytes } as const
  const { id } = await receiveImport({ collection: 'dashboards', source, options: {}, mapping: {}, runs: false }, ctx)
  const job = await rested(id, ctx)
  const { problems } = await summariseJob(job, ctx)
  await cancelJob(id, ctx)
  return { counts: job.counts, problems }
}

/** How a CSV may begin besides. */
const comment = exportComment({
  collection: 'dashboards',
  apiUrl: 'http://localhost:3000/api',
  now: Date.UTC(2026, 10, 30),
  filter: { service: 'a, "b"', q: '=1\n;|2' },
})
const starts = [{ byteOrderMark: false }, { byteOrderMark: false, comment }, { byteOrderMark: true, comment }]

test('what is exported and imported again changes nothing, whatever it holds, in every format', async () => {
  const ctx = await aWholeCatalogue()
  const runner = aRunner(ctx)
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(dashboardsIn(ctx), { minLength: 4, maxLength: 20, selector: ({ name }) => name.toLowerCase() }),
      async (requests) => {
        const { result } = await bulkUpsert(general, requests, { keepOmitted: true }, ctx)
        expect(result.failedRequest).toEqual([])
        const files = [
          ...exportFormats.map((format) => ({ format, start: undefined })),
          ...starts.map((start) => ({ format: 'csv' as const, start })),
        ]
        for (const { format, start } of files) {
          const { counts, problems } = await planned(await exported(format, ctx, start), format, ctx)
          expect(problems.map(({ message }) => message)).toEqual([])
          expect({ format, ...counts }).toEqual({ format, unchanged: expect.any(Number) })
          expect(counts.unchanged).toBeGreaterThanOrEqual(requests.length)
        }
      },
    ),
    { numRuns: 8 },
  )
  await runner.stop()
}, 90_000)
