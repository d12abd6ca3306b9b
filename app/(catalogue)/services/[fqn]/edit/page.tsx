import type { Metadata } from 'next'
import { decodeSegment, readForPage } from '@/app/(catalogue)/read-entity'
import { ServiceEditor } from '@/components/service/service-editor'
import { serviceFields } from '@/components/service/service-queries'
import { pageContext } from '@/lib/http/page'
import { dashboardServices } from '@/lib/model/dashboard-service'

export const metadata: Metadata = { title: 'Edit · Services' }

export default async function EditServicePage({ params }: { params: Promise<{ fqn: string }> }) {
  const ctx = await pageContext()
  const fqn = decodeSegment((await params).fqn)
  const service = await readForPage(dashboardServices, fqn, { fields: serviceFields, include: 'non-deleted' }, ctx)
  return <ServiceEditor service={service} />
}
