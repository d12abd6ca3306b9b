/** Long work that people start, look at, hold up and take back (decision 020). */
import { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import { requireOnRow } from '@/lib/entities/gate'
import { findRow } from '@/lib/entities/read'
import { json, longJson } from '@/lib/http/json'
import { operation, type SignedInCall } from '@/lib/http/operation'
import { pageOf } from '@/lib/http/operations/entity-replies'
import { cancelJob, findJob, pauseJob, requireRoom, resumeJob, runJob, waitForJob } from '@/lib/jobs/ask'
import { exportSelection } from '@/lib/jobs/export-job'
import { askMerging } from '@/lib/jobs/merge-job'
import { presentJob, presentSummary } from '@/lib/jobs/present'
import { askReassignment } from '@/lib/jobs/reassign'
import { askMoving, askRenaming } from '@/lib/jobs/rename-job'
import { selectRows } from '@/lib/jobs/select-rows'
import { summariseJob } from '@/lib/jobs/summarise'
import { presentWithUndo, undosOf } from '@/lib/jobs/undo-state'
import { entityVersion } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { boundedText, textMax } from '@/lib/model/rules/bounds'
import { decodeCursor, encodeCursor } from '@/lib/model/wire/cursor'
import { CatalogueError, notFound } from '@/lib/model/wire/errors'
import { jobKinds, jobSchema, jobSummarySchema } from '@/lib/model/wire/job'
import { flag } from '@/lib/model/wire/query'
import { withHeldRows, withoutColumns, withoutOutcomes, withoutRows } from '@/lib/model/wire/run-choice'
import { selectionJob } from '@/lib/model/wire/selection'
import { type Job, jobStates } from '@/lib/store/jobs'

export const jobsTag = 'Jobs'
/** What calls about one job have in common. */
export const rights = 'whoever started it, and administrators'
export const path = { id: z.uuid().describe('Id of the job') }
export const ofJob = { id: '$JOB_ID' }

export const wait = z.coerce
  .number()
  .int()
  .min(0)
  .max(60)
  .default(0)
  .describe('Seconds to wait for it to be planned or to end; the answer comes then, or after that time')

export const jobQuery = z.object({ wait })

/** Answers with the job as it is once it has been waited for. */
export async function answerJob(
  id: string,
  { ctx, query, services }: SignedInCall & { readonly query: { readonly wait: number } },
  status = 200,
): Promise<Response> {
  services.jobs.wake()
  return json(await presentWithUndo(await waitForJob(id, query.wait, ctx), ctx), { status })
}

const jobsPage = pageOf(jobSchema)
const listed = jobStates.filter((state) => state !== 'receiving')

export const listJobs = operation({
  id: 'listJobs',
  tag: jobsTag,
  summary: 'List jobs, the newest first (ours)',
  notes: 'Your own; administrators may ask for those of everybody. Jobs are kept for 30 days after their end.',
  query: z.object({
    everybody: flag.describe('Those of everybody, for administrators'),
    kind: z.enum(jobKinds).optional(),
    state: z.enum(listed).optional(),
    startedBy: boundedText(textMax.name).optional().describe('Only those of this person, by name'),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: boundedText(textMax.address).optional().describe('`paging.after` of the page before'),
  }),
  responses: { 200: { description: 'A page of jobs', schema: jobsPage } },
  example: { stage: 'use', query: { kind: 'import', limit: '5' } },
  handle: async ({ query, ctx }) => {
    const { everybody, kind, state, startedBy, limit, cursor } = query
    if (everybody && !ctx.actor.isAdmin)
      throw new CatalogueError('forbidden', 'Only administrators see the jobs of everybody')
    const place = cursor === undefined ? undefined : decodeCursor(cursor)
    const jobs = await ctx.store.jobs.list({
      ...(!everybody && { actorId: ctx.actor.id }),
      ...(startedBy !== undefined && { actorName: startedBy }),
      ...(kind !== undefined && { kind }),
      states: state === undefined ? listed : [state],
      limit: limit + 1,
      ...(place !== undefined && { after: { createdAt: Number(place.key), id: place.id } }),
    })
    const page = jobs.slice(0, limit)
    const last = jobs.length > limit ? page.at(-1) : undefined
    const after = last === undefined ? undefined : encodeCursor({ key: last.createdAt, id: last.id })
    const undos = await undosOf(page, ctx)
    const data = page.map((job) => presentJob(job, undos.get(job.id)))
    return json({ data, paging: { total: page.length, ...(after !== undefined && { after }) } })
  },
})

function ask(body: z.output<typeof selectionJob>, runs: boolean, ctx: RequestContext): Promise<Job> {
  switch (body.kind) {
    case 'rename':
      return askRenaming(body, runs, ctx)
    case 'move':
      return askMoving(body, runs, ctx)
    case 'merge':
      return askMerging(body, runs, ctx)
    case 'reassign':
      return askReassignment(body, runs, ctx)
    case 'export':
      return exportSelection(body, ctx)
    default:
      return selectRows(body, runs, ctx)
  }
}

export const createJob = operation({
  id: 'createJob',
  tag: jobsTag,
  summary:
    'Edit, delete, restore or export many things, give away what somebody owns, or rename, move or merge one, as a job (ours)',
  notes:
    'Of those that are named by `ids`, or of all that a list with the `filter` shows you: which those are is found out now, and kept. The job finds out first what would become of each; `runJob` does it, or `run=true`. What you may not change is refused, row by row. A renaming or a move is a row: `follows` of its plan says what will be called otherwise. A merging has a row for itself, the first, and one for each thing that carries it; what cannot carry the other keeps it, and then it stays. An export changes nothing: it has no plan, and runs at once. Files are imported by `importRows`.',
  rights: 'everybody who has signed in; each row needs the right to do what is done with it',
  query: jobQuery.extend({ run: flag.describe('Does it as soon as it is planned, without a look at the plan') }),
  body: selectionJob,
  responses: { 201: { description: 'The new job', schema: jobSchema } },
  errors: ['tooManyRequests'],
  example: {
    stage: 'use',
    query: { wait: '30' },
    body: {
      kind: 'edit',
      collection: 'dashboards',
      filter: { service: 'sample_superset' },
      edits: [
        { field: 'tier', how: 'set', value: ['Tier.Tier1'] },
        { field: 'description', how: 'clear' },
      ],
    },
  },
  handle: async (call) => {
    await requireRoom(call.ctx)
    const { body, query, ctx } = call
    const { id } = await ask(body, query.run, ctx)
    return answerJob(id, call, 201)
  },
})

export const readJob = operation({
  id: 'getJob',
  tag: jobsTag,
  summary: 'Get a job with its progress (ours)',
  rights,
  path,
  query: jobQuery,
  responses: { 200: { description: 'The job', schema: jobSchema } },
  errors: ['notFound'],
  example: { stage: 'use', path: ofJob },
  handle: (call) => answerJob(call.param('id'), call),
})

export const readSummary = operation({
  id: 'getJobSummary',
  tag: jobsTag,
  summary: 'Get what stands in the way of a job, by cause, and what it changes (ours)',
  rights,
  path,
  responses: { 200: { description: 'Problems and changes of all rows', schema: jobSummarySchema } },
  errors: ['notFound'],
  example: { stage: 'use', path: ofJob },
  handle: async ({ ctx, ...call }) =>
    longJson(presentSummary(await summariseJob(await findJob(call.param('id'), ctx), ctx))),
})

export const runPlannedJob = operation({
  id: 'runJob',
  tag: jobsTag,
  summary: 'Do what a job has planned (ours)',
  notes:
    'Rows that have changed since they were planned are held back. What is written is written by the rights that the person has then. What is not said here is as `keepJobChoice` has it.',
  rights,
  path,
  query: jobQuery,
  body: z.strictObject({
    withoutRows: withoutRows.optional().describe('Rows that are not done, by `row`'),
    withoutOutcomes: withoutOutcomes.optional().describe('Nor are all rows of these outcomes'),
    withoutColumns: withoutColumns.optional().describe('Of an import or an edit: fields that are left as they are'),
    deleteGone: z
      .boolean()
      .optional()
      .describe('Of an import: deletes, softly, what is `gone` from the file. Only where somebody says so'),
    withHeld: z
      .boolean()
      .optional()
      .describe('Of an undo: takes back what was edited since (`held`) too, all of it but `withoutRows`'),
    withHeldRows: withHeldRows.optional().describe('Of an undo: these of them, by `row`'),
  }),
  responses: { 200: { description: 'The job', schema: jobSchema } },
  errors: ['notFound'],
  example: { stage: 'use', path: ofJob, query: { wait: '30' }, body: { withoutRows: [1] } },
  handle: async (call) => {
    const { id } = await runJob(call.param('id'), call.body, call.ctx)
    return answerJob(id, call)
  },
})

const asking = (
  id: string,
  summary: string,
  notes: string,
  ask: (id: string, ctx: SignedInCall['ctx']) => Promise<unknown>,
) =>
  operation({
    id,
    tag: jobsTag,
    summary,
    notes,
    rights,
    path,
    query: jobQuery,
    responses: { 200: { description: 'The job as it is now', schema: jobSchema } },
    errors: ['notFound'],
    example: { stage: 'use', path: ofJob },
    handle: async (call) => {
      await ask(call.param('id'), call.ctx)
      return answerJob(call.param('id'), call)
    },
  })

export const pauseOneJob = asking(
  'pauseJob',
  'Pause a job (ours)',
  'What is queued or running stops after the rows that are under way; any other job stays as it is.',
  pauseJob,
)
export const resumeOneJob = asking(
  'resumeJob',
  'Let a paused job go on (ours)',
  'A job that is not paused stays as it is.',
  resumeJob,
)
export const cancelOneJob = asking(
  'cancelJob',
  'Cancel a job (ours)',
  'It stops within a second. What is written stays, and can be undone; a job that has ended stays as it is.',
  cancelJob,
)

export const listJobsOfEntity = operation({
  id: 'listJobsOfEntity',
  tag: jobsTag,
  summary: 'List which versions of an entity were written by which job (ours)',
  rights: 'whoever may see the entity',
  path: { type: boundedText(textMax.name).describe('Type of entity, such as `dashboard`') },
  responses: {
    200: {
      description: 'Versions, the newest first; those that no job wrote are not among them',
      schema: z.strictObject({ data: z.array(z.strictObject({ version: entityVersion, jobId: z.uuid() })) }),
    },
  },
  errors: ['notFound'],
  example: { stage: 'use', path: { type: 'dashboard', id: '$DASHBOARD_ID' } },
  handle: async ({ ctx, ...call }) => {
    const [type, id] = [call.param('type'), call.param('id')]
    const def = definitionOf(type as Parameters<typeof definitionOf>[0]) // undefined for what is no type
    if (def === undefined) throw notFound(type, id)
    const row = await findRow(def, { id }, ctx)
    await requireOnRow(def, row, ['ViewBasic'], ctx)
    return json({ data: await ctx.store.jobs.credits(row.id) })
  },
})
