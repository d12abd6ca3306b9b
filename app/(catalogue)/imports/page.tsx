import type { Metadata } from 'next'
import { ImportsList } from '@/components/import/imports-list'
import { pageContext } from '@/lib/http/page'

export const metadata: Metadata = { title: 'Imports' }

export default async function ImportsPage() {
  await pageContext()
  return <ImportsList />
}
