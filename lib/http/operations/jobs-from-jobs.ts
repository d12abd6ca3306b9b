/** Jobs that begin with the rows of another. */
import { z } from 'zod'
import { operation } from '@/lib/http/operation'
import { answerJob, jobQuery, jobsTag, ofJob, path, rights } from '@/lib/http/operations/jobs'
import { undoJob } from '@/lib/jobs/ask'
import { retryImport } from '@/lib/jobs/retry-import'
import { jobSchema } from '@/lib/model/wire/job'
import { flag } from '@/lib/model/wire/query'

export const undoOneJob = operation({
  id: 'undoJob',
  tag: jobsTag,
  summary: 'Take back what a job has written (ours)',
  notes:
    'A job of its own, planned first: new entities are deleted (softly), changed ones get back the values before, those that were brought back are deleted again, and deleted ones come back. What was edited since is `held` back and stays, unless `keepJobChoice` or `runJob` says otherwise; its rows say what would become of it. What was edited since the preview is held back again. Versions go on, so that nothing of the history is lost; an undo can be undone.',
  rights,
  path,
  query: jobQuery.extend({ run: flag.describe('Does it as soon as it is planned') }),
  responses: { 201: { description: 'The new job', schema: jobSchema } },
  errors: ['notFound', 'tooManyRequests'],
  example: { stage: 'use', path: ofJob, query: { run: 'true', wait: '30' } },
  handle: async (call) => {
    const { id } = await undoJob(call.param('id'), call.query.run, call.ctx)
    return answerJob(id, call, 201)
  },
})

export const retryOneImport = operation({
  id: 'retryImport',
  tag: jobsTag,
  summary: 'Try rows of an import again that were not written (ours)',
  notes:
    'A job of its own with those rows, by the same mapping, planned against what there is now: of those that were `held` back because somebody had edited them meanwhile, unless another outcome is named. Rows that have to be mended come back as a file by `getJobFailures`.',
  rights,
  path,
  query: jobQuery.extend({
    outcome: z.enum(['held', 'failed', 'refused', 'excluded', 'skipped']).default('held').describe('Which of its rows'),
  }),
  responses: { 201: { description: 'The new job', schema: jobSchema } },
  errors: ['notFound', 'tooManyRequests'],
  example: { stage: 'use', path: ofJob, query: { outcome: 'excluded', wait: '30' } },
  handle: async (call) => {
    const { id } = await retryImport(call.param('id'), call.query.outcome, call.ctx)
    return answerJob(id, call, 201)
  },
})
