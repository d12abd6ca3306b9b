import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { JobProgress } from '@/components/import/job-progress'
import { planQueries } from '@/lib/client/job-plan'
import type { JobRowView, JobView } from '@/lib/model/wire/job'

const planning: JobView = {
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'import',
  title: 'a.csv',
  collection: 'dashboards',
  phase: 'plan',
  state: 'running',
  startedBy: 'ana',
  createdAt: 1,
  updatedAt: 2,
  rows: 100_000,
  counts: { pending: 99_998, create: 1, refused: 1 },
}
const first: JobRowView[] = [
  { row: 0, outcome: 'create', name: 'one', displayName: 'Sales' },
  { row: 1, outcome: 'refused', name: 'two', message: 'No service nowhere' },
  { row: 2, outcome: 'pending', name: 'three' },
]

function shown(job: JobView): string {
  const client = new QueryClient()
  client.setQueryData(planQueries.firstRows(job.id).queryKey, { data: first, paging: { total: job.rows } })
  const progress = createElement(JobProgress, { job })
  return renderToString(createElement(QueryClientProvider, { client }, progress))
}

test('while a file is planned, its first rows are shown as far as they are known', () => {
  const text = shown(planning)
  for (const part of ['First planned changes', 'Create', 'Sales', 'Will fail', 'two']) expect(text).toContain(part)
  expect(text).not.toContain('three')
})

test('before any row is known, and while it is written, there are none', () => {
  expect(shown({ ...planning, counts: { pending: 100_000 } })).not.toContain('Sales')
  expect(shown({ ...planning, phase: 'run', counts: { create: 99_999, created: 1 } })).not.toContain('Sales')
})

test('the first failure is said, and then no more', () => {
  const failing = (failed: number) => shown({ ...planning, phase: 'run', counts: { create: 1_000, failed } })
  expect(failing(0)).not.toContain('Not all rows could be written')
  expect(failing(1)).toContain('Not all rows could be written')
})
