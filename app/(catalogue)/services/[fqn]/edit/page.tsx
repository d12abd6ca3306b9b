import type { Metadata } from 'next'
import { readForPage } from '@/app/(catalogue)/read-entity'
import { ServiceEditor } from '@/components/service/service-editor'
import { serviceFields } from '@/components/service/service-queries'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'

export const metadata: Metadata = { title: 'Edit · Services' }

export default async function EditServicePage() {
  const service = await readForPage(dashboardServices, { fields: serviceFields, include: 'non-deleted' })
  return <ServiceEditor service={service} />
}
