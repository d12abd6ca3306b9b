import type { Metadata } from 'next'
import { readForPage } from '@/app/(catalogue)/read-entity'
import { ServiceEditor } from '@/components/service/service-editor'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import { fieldsToRead } from '@/lib/model/fields/field'

export const metadata: Metadata = { title: 'Edit · Services' }

export default async function EditServicePage() {
  const service = await readForPage(dashboardServices, {
    fields: fieldsToRead(dashboardServices),
    include: 'non-deleted',
  })
  return <ServiceEditor service={service} />
}
