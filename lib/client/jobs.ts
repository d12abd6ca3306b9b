/** Jobs of the server, as the browser reads and asks them: a page shows one, and does nothing of it itself. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { send } from '@/lib/client/api'
import { type RowMark, type RowOutcome, todo, written } from '@/lib/model/rules/row-outcome'
import type { Importable, ImportMapping } from '@/lib/model/wire/import-mapping'
import type { ChangeKind, JobRowDetails, JobRowView, JobSummaryView, JobView } from '@/lib/model/wire/job'
import type { MendedView, MendRequest } from '@/lib/model/wire/mended-cells'
import type { ChoiceChange, ChoiceView } from '@/lib/model/wire/run-choice'
import type {
  ExportingRequest,
  OneThingRequest,
  ReassigningRequest,
  SelectionRequest,
} from '@/lib/model/wire/selection'

interface Page<T> {
  readonly data: T[]
  readonly paging: { readonly total: number; readonly after?: string }
}

export interface RowFilter {
  readonly outcome?: RowOutcome | undefined
  /** Only rows that have been edited, or with warnings. */
  readonly only?: RowMark | undefined
  /** Only rows with something wrong in this column; of edited ones those that are edited in it. */
  readonly column?: string | undefined
  /** Part of a name. */
  readonly q?: string | undefined
  /** Only rows that change this field, in this way if one is named; in any field if none is. */
  readonly field?: string | undefined
  readonly change?: ChangeKind | undefined
  readonly service?: string | undefined
  /** Only these, of an export that brought charts with its dashboards. */
  readonly collection?: Importable | undefined
  /** With what their cells say, and without an outcome all rows. */
  readonly cells?: boolean | undefined
}

/** Rows asked for at once. */
export const rowsPage = 100

const pathOf = (id: string): string => `/api/x/jobs/${id}`

/** Addresses of the files that a job gives back. */
export const failuresHref = (id: string): string => `${pathOf(id)}/failures`
export const originalHref = (id: string): string => `${pathOf(id)}/file`

export const jobHref = (id: string): string => `/jobs/${id}`

/** Somebody works on it, or soon will. */
export const isMoving = ({ state }: JobView): boolean => state === 'queued' || state === 'running'
export const hasEnded = ({ state }: JobView): boolean =>
  state === 'finished' || state === 'cancelled' || state === 'failed'

const done: readonly RowOutcome[] = [...written, 'failed', 'held']

/** How far it has come: looked at every row, or did what was planned. */
export function doneOf({ kind, phase, rows, counts, file }: JobView): {
  readonly done: number
  readonly total: number
} {
  const sum = (outcomes: readonly RowOutcome[]) => outcomes.reduce((all, outcome) => all + (counts[outcome] ?? 0), 0)
  if (phase === 'plan' || kind === 'export') return { done: rows - sum(['pending']), total: rows }
  const left = sum(file?.deletesGone === true ? [...todo, 'gone'] : todo)
  return { done: sum(done), total: sum(done) + left }
}

/** While its rows stay as they are, so does this. */
export const stampOf = ({ phase, state, updatedAt, counts }: JobView): string =>
  JSON.stringify([phase, state, updatedAt, counts])

const pollMs = 1_000
/** Most files are planned in a moment: the first answers are asked for sooner. */
const soonMs = 200
const soonTimes = 15
/** Rows that are shown before all are planned: fewer than are planned at a time. */
const firstRowsMax = 20
/** A job that rests may be gone on with by somebody else. */
const restMs = 10_000

export const jobQueries = {
  all: ['jobs'] as const,
  /** The last few of one's own. */
  recent: queryOptions({
    queryKey: ['jobs', 'list', 'recent'] as const,
    queryFn: ({ signal }) => send<Page<JobView>>('/api/x/jobs', { query: { limit: 10 }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.data.some(isMoving) === true ? 2 * pollMs : false),
  }),
  byId: (id: string) =>
    queryOptions({
      queryKey: ['jobs', 'one', id] as const,
      queryFn: ({ signal }) => send<JobView>(pathOf(id), { signal }),
      refetchInterval: ({ state: { data, dataUpdateCount } }) =>
        data === undefined || hasEnded(data)
          ? false
          : isMoving(data)
            ? dataUpdateCount <= soonTimes
              ? soonMs
              : pollMs
            : restMs,
    }),
  summary: (job: JobView) =>
    queryOptions({
      queryKey: ['jobs', 'summary', job.id, stampOf(job)] as const,
      queryFn: ({ signal }) => send<JobSummaryView>(`${pathOf(job.id)}/summary`, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** Without an outcome: rows that change something, or cannot. */
  rows: (id: string, { cells = false, ...filter }: RowFilter, offset: number) =>
    queryOptions({
      queryKey: ['jobs', 'rows', id, filter, cells, offset] as const,
      queryFn: ({ signal }) =>
        send<Page<JobRowView>>(`${pathOf(id)}/rows`, {
          query: {
            ...filter,
            offset,
            limit: rowsPage,
            ...(cells ? { cells } : filter.outcome === undefined && { changes: true }),
          },
          signal,
        }),
      // Planned anew in between, they are others.
      staleTime: 0,
    }),
  /** What is left out of a run. */
  choice: (job: JobView) =>
    queryOptions({
      queryKey: ['jobs', 'choice', job.id, stampOf(job)] as const,
      queryFn: ({ signal }) => send<ChoiceView>(`${pathOf(job.id)}/choice`, { signal }),
      refetchInterval: restMs,
      staleTime: restMs,
    }),
  /** How a job begins, to be asked for once some of it is planned: what is planned stays so. */
  firstRows: (id: string) =>
    queryOptions({
      queryKey: ['jobs', 'firstRows', id] as const,
      queryFn: ({ signal }) => send<Page<JobRowView>>(`${pathOf(id)}/rows`, { query: { limit: firstRowsMax }, signal }),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    }),
  row: (job: JobView, row: number) =>
    queryOptions({
      queryKey: ['jobs', 'row', job.id, row, stampOf(job)] as const,
      queryFn: ({ signal }) => send<JobRowDetails>(`${pathOf(job.id)}/rows/${row}`, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** Which version of an entity was written by which job. */
  ofEntity: (type: string, id: string) =>
    queryOptions({
      queryKey: ['jobs', 'of', type, id] as const,
      queryFn: ({ signal }) =>
        send<{ data: { version: number; jobId: string }[] }>(`/api/x/entities/${type}/${id}/jobs`, { signal }),
    }),
}

export interface JobFilter {
  readonly everybody: boolean
  readonly kind?: JobView['kind'] | undefined
  readonly state?: JobView['state'] | undefined
  /** Name of a person. */
  readonly startedBy?: string | undefined
}

/** All of them, a page after the other; those of everybody for whoever may see them. */
export const jobPages = ({ everybody, kind, state, startedBy }: JobFilter) =>
  infiniteQueryOptions({
    queryKey: ['jobs', 'list', everybody, kind, state, startedBy] as const,
    queryFn: ({ signal, pageParam }) =>
      send<Page<JobView>>('/api/x/jobs', {
        query: { limit: 50, cursor: pageParam, kind, state, startedBy, ...(everybody && { everybody }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ paging }) => paging.after,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some((page) => page.data.some(isMoving)) === true ? 2 * pollMs : false,
  })

/** Mappings that are kept under names, for everybody. */
export const mappingsQuery = queryOptions({
  queryKey: ['importMappings'] as const,
  queryFn: ({ signal }) =>
    send<Page<{ name: string; keptBy: string; updatedAt: number; mapping: ImportMapping }>>('/api/x/importMappings', {
      signal,
    }),
})

export const keepMapping = (name: string, mapping: ImportMapping) =>
  send<{ name: string }>(`/api/x/importMappings/${encodeURIComponent(name)}`, { method: 'PUT', body: mapping })

/** All rows with a problem, a thousand at a time. */
export async function rowsWith(id: string, problem: string): Promise<JobRowView[]> {
  const rows: JobRowView[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query = { problem, limit: 1_000, cursor }
    const page: Page<JobRowView> = await send<Page<JobRowView>>(`${pathOf(id)}/rows`, { query })
    rows.push(...page.data)
    cursor = page.paging.after
  }
  return rows
}

/** The first row that cannot be written, after this one if one is named, with its cells. */
export async function nextRefused(id: string, after?: number): Promise<JobRowView | undefined> {
  const query = { outcome: 'refused', cells: true, limit: 1, cursor: after }
  return (await send<Page<JobRowView>>(`${pathOf(id)}/rows`, { query })).data[0]
}

/** What of a plan is not done. */
export interface RunChoice {
  readonly withoutRows?: readonly number[]
  readonly withoutOutcomes?: readonly RowOutcome[]
  readonly withoutColumns?: readonly string[]
  /** What the file does not have is deleted, softly. */
  readonly deleteGone?: boolean
  /** Of an undo: what was edited since is taken back too, as a whole or row by row. */
  readonly withHeld?: boolean
  readonly withHeldRows?: readonly number[]
}

/** What a job could not write, as a file, with the mapping that it was read by. */
export async function readFailures(
  id: string,
): Promise<{ file: File; mapping: ImportMapping; collection: Importable }> {
  const [job, answer] = await Promise.all([send<JobView>(pathOf(id)), fetch(failuresHref(id))])
  if (!answer.ok || job.file === undefined) throw new Error('The rows that were not written cannot be had')
  const name = `${job.title.replace(/\.[^.]*$/, '')}-failures.csv`
  const collection = job.collection === 'charts' ? 'charts' : 'dashboards'
  return { file: new File([await answer.blob()], name), mapping: job.file.mapping, collection }
}

/** Seconds that one call waits for what goes on by itself. */
const longest = { wait: 30 }

/** The job once nothing more becomes of it by itself. */
export async function settledJob(job: JobView): Promise<JobView> {
  let now = job
  while (isMoving(now)) now = await send<JobView>(pathOf(now.id), { query: longest })
  return now
}

/** Seconds that an answer may wait for what is quickly done, so that a page does not change twice. */
export const soon = { wait: 2 }

const ask = (id: string, what: string) => send<JobView>(`${pathOf(id)}/${what}`, { method: 'POST' })

export const jobMutations = {
  /** Of what is selected, or of one thing; planned first. */
  create: (job: SelectionRequest | ExportingRequest | ReassigningRequest | OneThingRequest) =>
    send<JobView>('/api/x/jobs', { method: 'POST', query: soon, body: job }),
  run: (id: string, choice: RunChoice) => send<JobView>(`${pathOf(id)}/run`, { method: 'POST', body: choice }),
  /** Kept with the job. */
  keepChoice: (id: string, change: ChoiceChange) =>
    send<ChoiceView>(`${pathOf(id)}/choice`, { method: 'POST', body: change }),
  /** Cells of an import, all or none. */
  mend: (id: string, asked: MendRequest) =>
    send<MendedView>(`/api/x/imports/${id}/cells`, { method: 'POST', body: asked }),
  pause: (id: string) => ask(id, 'pause'),
  resume: (id: string) => ask(id, 'resume'),
  cancel: (id: string) => ask(id, 'cancel'),
  /** Gives the job that would take back what this one has written. */
  undo: (id: string) => send<JobView>(`${pathOf(id)}/undo`, { method: 'POST', query: soon }),
  /** The same, done as soon as it is planned. */
  undoAtOnce: (id: string) => send<JobView>(`${pathOf(id)}/undo`, { method: 'POST', query: { ...soon, run: true } }),
}
