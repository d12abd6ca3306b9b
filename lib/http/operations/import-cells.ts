/** Cells of an import, mended before it is run. */
import { json } from '@/lib/http/json'
import { operation } from '@/lib/http/operation'
import { ofJob, path, rights } from '@/lib/http/operations/jobs'
import { type Mended, mendCells } from '@/lib/jobs/mend-cells'
import { presentJob } from '@/lib/jobs/present'
import { replaceInCells } from '@/lib/jobs/replace-in-cells'
import { revertCells } from '@/lib/jobs/revert-cells'
import { mendedSchema, mendRequest } from '@/lib/model/wire/mended-cells'
import { mendedMax } from '@/lib/model/wire/mended-max'

export const mendImportCells = operation({
  id: 'mendImportCells',
  tag: 'Imports',
  summary: 'Mend cells of an import that has been planned (ours)',
  notes: `Up to ${mendedMax.toLocaleString('en')} cells at once, all of them or none. Their rows are planned again before the answer comes, as are rows that share a name with them. The mended cells are what a run writes and what the file of failures holds; \`getJobFile\` goes on giving the rows as they came. Where what is \`gone\`, or charts that come along, may be other things now, the job is \`queued\` to be planned again.`,
  rights,
  path,
  body: mendRequest,
  responses: { 200: { description: 'The job as it is now, and what the cells said before', schema: mendedSchema } },
  errors: ['notFound'],
  example: {
    stage: 'use',
    path: ofJob,
    body: { replace: { find: 'Revenue', with: 'Income', column: 'Title', matchCase: true } },
  },
  handle: async ({ body, ctx, services, ...call }) => {
    const { contextOf, wake } = services.jobs
    const id = call.param('id')
    const { cells = [], replace, revert } = body
    const change = async (): Promise<Mended & { readonly hasMore?: boolean }> =>
      replace !== undefined
        ? replaceInCells(id, replace, ctx, contextOf)
        : revert !== undefined
          ? revertCells(id, revert, ctx, contextOf)
          : mendCells(id, () => cells, ctx, contextOf)
    const { job, before, hasMore = false } = await change()
    wake()
    return json({ job: presentJob(job), before, hasMore })
  },
})
