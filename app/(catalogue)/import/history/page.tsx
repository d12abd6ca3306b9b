import type { Metadata } from 'next'
import { JobsList } from '@/components/import/jobs-list'
import { pageContext } from '@/lib/http/page'

export const metadata: Metadata = { title: 'Import history' }

export default async function ImportHistoryPage() {
  await pageContext()
  return <JobsList ofImports />
}
