'use client'

import { useQuery } from '@tanstack/react-query'
import { nounOf } from '@/components/import/job-outcomes'
import { RelativeTime } from '@/components/ui/relative-time'
import { catalogueSize } from '@/lib/client/job-plan'
import { counted } from '@/lib/model/rules/counted'
import type { JobView } from '@/lib/model/wire/job'

/** How old the plan is, and how much of the catalogue it touches. What moves meanwhile is held back by the run. */
export function PlanNote({ job, touched }: { job: JobView; touched: number }) {
  const { collection } = job
  const isCounted = collection === 'dashboards' || collection === 'charts'
  const { data: total } = useQuery({ ...catalogueSize(collection ?? ''), enabled: isCounted && touched > 0 })
  return (
    <p className="px-page text-muted text-sm">
      Planned <RelativeTime value={job.updatedAt} />.
      {!isCounted || touched === 0 || total === undefined || total === 0
        ? ''
        : ` It touches ${touched.toLocaleString('en')} of ${counted(Math.max(total, touched), nounOf(job))} in the catalogue (${shareText(touched / Math.max(total, touched))}).`}
    </p>
  )
}

const shareText = (share: number): string => (share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`)
