import { expect, test } from 'vitest'
import { jobCalls } from '@/lib/client/job-calls'
import type { RunChoice } from '@/lib/client/jobs'
import type { JobView } from '@/lib/model/wire/job'

const id = '0b9d7a5e-6f4c-4b1a-9d3e-2c8f1a7b6d5e'
const aJob = (given: Partial<JobView>): JobView => ({
  id,
  kind: 'import',
  title: "Ana's.csv",
  collection: 'dashboards',
  phase: 'plan',
  state: 'planned',
  startedBy: 'ana',
  createdAt: 0,
  updatedAt: 0,
  rows: 2,
  counts: { update: 2 },
  ...given,
})
const file = (mapping: NonNullable<JobView['file']>['mapping']): JobView['file'] => ({
  name: "Ana's.csv",
  collection: 'dashboards',
  columns: [],
  mapping,
})
const codes = (job: JobView, choice: RunChoice = {}) =>
  jobCalls(job, choice, 'https://c.example.com').map(({ code }) => code)

test('an import is planned by its mapping, and run without what is unticked', () => {
  const job = aJob({ file: file({ columns: { Key: 'name' }, mode: 'create' }) })
  const [plan, , run] = codes(job, { withoutRows: [1], withoutOutcomes: [], deleteGone: false })
  expect(plan).toContain('/api/x/imports?collection=dashboards&fileName=Ana%27s.csv')
  // A quote in a name ends no word of the shell.
  expect(plan).toContain(`-F 'file=@Ana'\\''s.csv'`)
  expect(plan).toContain(`-F 'mapping={"columns":{"Key":"name"},"mode":"create"}'`)
  expect(run).toContain(`https://c.example.com/api/x/jobs/${id}/run?wait=30`)
  expect(run).toContain(`-d '{"withoutRows":[1]}'`)
})

test('an undo is planned from its job, and run with what is ticked; nothing that is not said is sent', () => {
  const of = '7d1f2a63-9c50-4d0b-8a35-3f0c7d9a1e42'
  const calls = codes(aJob({ kind: 'undo', undoOf: of }), { withHeld: false, withHeldRows: [0] })
  expect(calls[0]).toContain(`/api/x/jobs/${of}/undo`)
  expect(calls[2]).toContain(`-d '{"withHeldRows":[0]}'`)
  // What deletes has no call that would plan it: nobody knows which things were selected.
  expect(codes(aJob({ kind: 'delete' }))).toHaveLength(3)
})
