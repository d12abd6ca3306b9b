/** What the pages of a plan and of a result ask besides; lists and the shell have no use for it. */
import { queryOptions } from '@tanstack/react-query'
import { send } from '@/lib/client/api'
import type { JobView } from '@/lib/model/wire/job'

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
