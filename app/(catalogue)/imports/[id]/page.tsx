import type { Metadata } from 'next'
import { JobScreen } from '@/components/import/job-screen'
import { jobQueries } from '@/lib/client/jobs'
import { Prefetched, prefetched } from '@/lib/client/prefetched'
import { pageContext } from '@/lib/http/page'
import { findJob } from '@/lib/jobs/ask'
import { presentJob } from '@/lib/jobs/present'
import { jobSchema } from '@/lib/model/wire/job'

export const metadata: Metadata = { title: 'Import' }

export default async function JobPage({ params }: { params: Promise<{ id: string }> }) {
  const [ctx, { id }] = await Promise.all([pageContext(), params])
  // What is not there is asked for again by the browser, which says so.
  const job = await findJob(id, ctx).catch(() => undefined)
  return (
    <Prefetched queries={job === undefined ? [] : [prefetched(jobQueries.byId(id), jobSchema.parse(presentJob(job)))]}>
      <JobScreen id={id} />
    </Prefetched>
  )
}
