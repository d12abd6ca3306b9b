/** What of a plan is left out, kept with the job. */
import { json } from '@/lib/http/json'
import { operation } from '@/lib/http/operation'
import { jobsTag, ofJob, path, rights } from '@/lib/http/operations/jobs'
import { findJob } from '@/lib/jobs/ask'
import { keepChoice, readChoice } from '@/lib/jobs/kept-choice'
import { presentChoice } from '@/lib/jobs/present'
import { choiceChange, choiceSchema } from '@/lib/model/wire/run-choice'

export const readJobChoice = operation({
  id: 'getJobChoice',
  tag: jobsTag,
  summary: 'Get what of a job is left out of its run (ours)',
  rights,
  path,
  responses: { 200: { description: 'What is left out', schema: choiceSchema } },
  errors: ['notFound'],
  example: { stage: 'use', path: ofJob },
  handle: async ({ ctx, ...call }) => json(presentChoice(await readChoice(await findJob(call.param('id'), ctx), ctx))),
})

export const keepJobChoice = operation({
  id: 'keepJobChoice',
  tag: jobsTag,
  summary: 'Tick and untick what a planned job does (ours)',
  notes:
    'It is kept with the job, for every window that shows it, until the run begins. A run that says nothing of rows, outcomes or columns goes by it.',
  rights,
  path,
  body: choiceChange,
  responses: { 200: { description: 'What is left out now', schema: choiceSchema } },
  errors: ['notFound'],
  example: { stage: 'use', path: ofJob, body: { rows: { untick: [1] } } },
  handle: async ({ body, ctx, ...call }) =>
    json(presentChoice(await readChoice(await keepChoice(call.param('id'), body, ctx), ctx))),
})
