/** A job as calls of the API: how it came about, how it is looked at, how it is run. */
import { shellWord } from '@/lib/client/code-text'
import type { RunChoice } from '@/lib/client/jobs'
import type { JobView } from '@/lib/model/wire/job'

export interface TitledCall {
  readonly title: string
  readonly code: string
}

export function jobCalls(job: JobView, choice: RunChoice, origin: string): readonly TitledCall[] {
  const path = `${origin}/api/x/jobs/${job.id}`
  const run = Object.fromEntries(Object.entries(choice).filter(([, value]) => isSaid(value)))
  return [
    ...planned(job, origin),
    { title: 'Look at what would change', code: call('GET', `${path}/rows?changes=true`) },
    { title: 'Run it', code: call('POST', `${path}/run?wait=30`, [dataOf(run)]) },
    { title: 'Take it back afterwards', code: call('POST', `${path}/undo?wait=30`) },
  ]
}

const isSaid = (value: unknown): boolean => value === true || (Array.isArray(value) && value.length > 0)

function planned(job: JobView, origin: string): readonly TitledCall[] {
  const { file, title, collection = 'dashboards', undoOf, edits } = job
  if (file !== undefined) {
    const query = new URLSearchParams({ collection, fileName: title, wait: '30' })
    const form = [`-F ${shellWord(`file=@${title}`)}`, `-F ${shellWord(`mapping=${JSON.stringify(file.mapping)}`)}`]
    return [{ title: 'Plan the file', code: call('POST', `${origin}/api/x/imports?${query}`, form) }]
  }
  if (undoOf !== undefined)
    return [{ title: 'Plan the undo', code: call('POST', `${origin}/api/x/jobs/${undoOf}/undo?wait=30`) }]
  if (edits === undefined) return []
  const body = { kind: 'edit', collection, filter: {}, edits }
  return [
    {
      title: 'Plan the edit, here of everything: say which by ids or a filter',
      code: call('POST', `${origin}/api/x/jobs?wait=30`, [dataOf(body)]),
    },
  ]
}

const dataOf = (body: unknown): string => `-H 'Content-Type: application/json' -d ${shellWord(JSON.stringify(body))}`

const call = (method: string, url: string, more: readonly string[] = []): string =>
  [`curl -X ${method} ${shellWord(url)}`, '-H "Authorization: Bearer $TOKEN"', ...more].join(' \\\n  ')
