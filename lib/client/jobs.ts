/** Jobs of the server, as the browser reads and asks them: a page shows one, and does nothing of it itself. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { send } from '@/lib/client/api'
import { type RowOutcome, todo, written } from '@/lib/model/rules/row-outcome'
import type { JobView } from '@/lib/model/wire/job'
import type {
  ExportingRequest,
  OneThingRequest,
  ReassigningRequest,
  SelectionRequest,
} from '@/lib/model/wire/selection'

export interface Page<T> {
  readonly data: T[]
  readonly paging: { readonly total: number; readonly after?: string }
}

export const jobPath = (id: string): string => `/api/x/jobs/${id}`

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

const pollMs = 1_000
/** Most files are planned in a moment: the first answers are asked for sooner. */
const soonMs = 200
const soonTimes = 15
/** A job that rests may be gone on with by somebody else. */
export const restMs = 10_000

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
      queryFn: ({ signal }) => send<JobView>(jobPath(id), { signal }),
      refetchInterval: ({ state: { data, dataUpdateCount } }) =>
        data === undefined || hasEnded(data)
          ? false
          : isMoving(data)
            ? dataUpdateCount <= soonTimes
              ? soonMs
              : pollMs
            : restMs,
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

/** Seconds that one call waits for what goes on by itself. */
const longest = { wait: 30 }

/** The job once nothing more becomes of it by itself. */
export async function settledJob(job: JobView): Promise<JobView> {
  let now = job
  while (isMoving(now)) now = await send<JobView>(jobPath(now.id), { query: longest })
  return now
}

/** Seconds that an answer may wait for what is quickly done, so that a page does not change twice. */
export const soon = { wait: 2 }

const ask = (id: string, what: string) => send<JobView>(`${jobPath(id)}/${what}`, { method: 'POST' })

export const jobMutations = {
  /** Of what is selected, or of one thing; planned first. */
  create: (job: SelectionRequest | ExportingRequest | ReassigningRequest | OneThingRequest) =>
    send<JobView>('/api/x/jobs', { method: 'POST', query: soon, body: job }),
  run: (id: string, choice: RunChoice) => send<JobView>(`${jobPath(id)}/run`, { method: 'POST', body: choice }),
  pause: (id: string) => ask(id, 'pause'),
  resume: (id: string) => ask(id, 'resume'),
  cancel: (id: string) => ask(id, 'cancel'),
  /** Gives the job that would take back what this one has written. */
  undo: (id: string) => send<JobView>(`${jobPath(id)}/undo`, { method: 'POST', query: soon }),
  /** The same, done as soon as it is planned. */
  undoAtOnce: (id: string) => send<JobView>(`${jobPath(id)}/undo`, { method: 'POST', query: { ...soon, run: true } }),
}
