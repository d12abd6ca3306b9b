import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { planQueries, type RowFilter, rowsPage, stampOf } from '@/lib/client/job-plan'
import type { JobRowView, JobView } from '@/lib/model/wire/job'

/** The rows around a stretch of the list. The page holds those of a few pages at most. */
export function useJobRows(
  job: JobView,
  filter: RowFilter,
  from: number,
  to: number,
): { total: number | undefined; error: Error | null; rowAt: (position: number) => JobRowView | undefined } {
  const client = useQueryClient()
  const stamp = stampOf(job)
  const seen = useRef(stamp)
  useEffect(() => {
    if (seen.current === stamp) return
    seen.current = stamp
    void client.invalidateQueries({ queryKey: ['jobs', 'rows', job.id] })
  }, [client, job.id, stamp])
  const [first, last] = [Math.floor(from / rowsPage), Math.floor(Math.max(from, to) / rowsPage)]
  const pages = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const answers = useQueries({
    queries: pages.map((page) => ({ ...planQueries.rows(job.id, filter, page * rowsPage), gcTime: 60_000 })),
  })
  const found = answers.find(({ data }) => data !== undefined)?.data?.paging.total
  const key = JSON.stringify(filter)
  // While another page is on its way the list keeps its height.
  const [known, setKnown] = useState<{ key: string; total: number }>()
  if (found !== undefined && (known?.key !== key || known.total !== found)) setKnown({ key, total: found })
  return {
    total: found ?? (known?.key === key ? known.total : undefined),
    error: answers.find(({ error, data }) => error !== null && data === undefined)?.error ?? null,
    rowAt: (position) => {
      const page = Math.floor(position / rowsPage)
      return answers[pages.indexOf(page)]?.data?.data[position % rowsPage]
    },
  }
}
