import type { Metadata } from 'next'
import { JobsList } from '@/components/import/jobs-list'
import { pageContext } from '@/lib/http/page'

export const metadata: Metadata = { title: 'Jobs' }

export default async function JobsPage() {
  await pageContext()
  return <JobsList />
}
