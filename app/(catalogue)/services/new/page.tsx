import type { Metadata } from 'next'
import { ServiceEditor } from '@/components/service/service-editor'
import { pageContext } from '@/lib/http/page'

export const metadata: Metadata = { title: 'New service · Services' }

export default async function NewServicePage() {
  await pageContext()
  return <ServiceEditor />
}
