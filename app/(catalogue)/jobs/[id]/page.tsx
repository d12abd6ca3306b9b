import type { Metadata } from 'next'
import { JobScreen } from '@/components/import/job-screen'
import { jobQueries } from '@/lib/client/jobs'
import { Prefetched, prefetched } from '@/lib/client/prefetched'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { pageContext } from '@/lib/http/page'
import { findJob } from '@/lib/jobs/ask'
import { presentWithUndo } from '@/lib/jobs/undo-state'
import { jobSchema } from '@/lib/model/wire/job'

export const metadata: Metadata = { title: 'Job' }

export default async function JobPage({ params }: { params: Promise<{ id: string }> }) {
  const [ctx, { id }] = await Promise.all([pageContext(), params])
  // What is not there is asked for again by the browser, which says so.
  const job = await findJob(id, ctx).catch(() => undefined)
  const told = job === undefined ? undefined : jobSchema.parse(await presentWithUndo(job, ctx))
  const properties = await customPropertiesOf(told?.collection === 'charts' ? 'chart' : 'dashboard', ctx)
  return (
    <Prefetched queries={told === undefined ? [] : [prefetched(jobQueries.byId(id), told)]}>
      <JobScreen id={id} properties={[...properties.values()]} />
    </Prefetched>
  )
}
