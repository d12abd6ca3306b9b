/** What is asked of a plan and its rows, by its page and by questions about one thing; lists and the shell have no use for it. */
import { queryOptions } from '@tanstack/react-query'
import { send } from '@/lib/client/api'
import { jobPath, type Page, restMs } from '@/lib/client/jobs'
import type { RowMark, RowOutcome } from '@/lib/model/rules/row-outcome'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { ChangeKind, JobRowDetails, JobRowView, JobSummaryView, JobView } from '@/lib/model/wire/job'
import type { MendedView, MendRequest } from '@/lib/model/wire/mended-cells'
import type { ChoiceChange, ChoiceView } from '@/lib/model/wire/run-choice'

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

/** While its rows stay as they are, so does this. */
export const stampOf = ({ phase, state, updatedAt, counts }: JobView): string =>
  JSON.stringify([phase, state, updatedAt, counts])

/** Rows that are shown before all are planned: fewer than are planned at a time. */
const firstRowsMax = 20

export const planQueries = {
  summary: (job: JobView) =>
    queryOptions({
      queryKey: ['jobs', 'summary', job.id, stampOf(job)] as const,
      queryFn: ({ signal }) => send<JobSummaryView>(`${jobPath(job.id)}/summary`, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** Without an outcome: rows that change something, or cannot. */
  rows: (id: string, { cells = false, ...filter }: RowFilter, offset: number) =>
    queryOptions({
      queryKey: ['jobs', 'rows', id, filter, cells, offset] as const,
      queryFn: ({ signal }) =>
        send<Page<JobRowView>>(`${jobPath(id)}/rows`, {
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
      queryFn: ({ signal }) => send<ChoiceView>(`${jobPath(job.id)}/choice`, { signal }),
      refetchInterval: restMs,
      staleTime: restMs,
    }),
  /** How a job begins, to be asked for once some of it is planned: what is planned stays so. */
  firstRows: (id: string) =>
    queryOptions({
      queryKey: ['jobs', 'firstRows', id] as const,
      queryFn: ({ signal }) =>
        send<Page<JobRowView>>(`${jobPath(id)}/rows`, { query: { limit: firstRowsMax }, signal }),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    }),
  row: (job: JobView, row: number) =>
    queryOptions({
      queryKey: ['jobs', 'row', job.id, row, stampOf(job)] as const,
      queryFn: ({ signal }) => send<JobRowDetails>(`${jobPath(job.id)}/rows/${row}`, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
}

/** All rows with a problem, a thousand at a time. */
export async function rowsWith(id: string, problem: string): Promise<JobRowView[]> {
  const rows: JobRowView[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query = { problem, limit: 1_000, cursor }
    const page: Page<JobRowView> = await send<Page<JobRowView>>(`${jobPath(id)}/rows`, { query })
    rows.push(...page.data)
    cursor = page.paging.after
  }
  return rows
}

/** The first row that cannot be written, after this one if one is named, with its cells. */
export async function nextRefused(id: string, after?: number): Promise<JobRowView | undefined> {
  const query = { outcome: 'refused', cells: true, limit: 1, cursor: after }
  return (await send<Page<JobRowView>>(`${jobPath(id)}/rows`, { query })).data[0]
}

/** What is left out, kept with the job. */
export const keepChoice = (id: string, change: ChoiceChange) =>
  send<ChoiceView>(`${jobPath(id)}/choice`, { method: 'POST', body: change })

/** Cells of an import, all or none. */
export const mendCells = (id: string, asked: MendRequest) =>
  send<MendedView>(`/api/x/imports/${id}/cells`, { method: 'POST', body: asked })

/** The plan, and after the run the report, of every row. */
export const planHref = (id: string, format: 'csv' | 'json'): string => `/api/x/jobs/${id}/plan?format=${format}`

/** How many dashboards, or charts, there are. */
export const catalogueSize = (collection: string) =>
  queryOptions({
    queryKey: ['jobs', 'size', collection] as const,
    queryFn: ({ signal }) =>
      send<{ paging: { total: number } }>(`/api/v1/${collection}`, { query: { limit: 0 }, signal }),
    select: ({ paging }) => paging.total,
  })

/** Gives the job of the rows that were held back. */
export const retryHeld = (id: string) =>
  send<JobView>(`/api/x/jobs/${id}/retry`, { method: 'POST', query: { wait: 2 } })
