import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { readForPage } from '@/app/(catalogue)/read-entity'
import { dashboardPath } from '@/components/dashboards/dashboard-query'
import { EditDashboard } from '@/components/dashboards/edit-dashboard'
import { PageHeader } from '@/components/shell/page-header'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { pageContext } from '@/lib/http/page'
import { dashboards } from '@/lib/model/entities/dashboard'
import { fieldsToRead } from '@/lib/model/fields/field'
import { shownName } from '@/lib/model/rules/shown-name'

export async function generateMetadata(): Promise<Metadata> {
  const dashboard = await readForPage(dashboards, { fields: fieldsToRead(dashboards) })
  return { title: `Edit ${shownName(dashboard)} · Dashboards` }
}

export default async function EditDashboardPage() {
  const ctx = await pageContext()
  const dashboard = await readForPage(dashboards, { fields: fieldsToRead(dashboards) })
  const fqn = dashboard.fullyQualifiedName ?? dashboard.name
  // A deleted one is restored on its own page before it can be edited.
  if (dashboard.deleted) redirect(dashboardPath(fqn))
  const name = shownName(dashboard)
  const properties = [...(await customPropertiesOf(dashboards.type, ctx)).values()]
  return (
    <>
      <PageHeader
        title={`Edit ${name}`}
        breadcrumb={[
          { label: 'Dashboards', href: '/dashboards' },
          { label: name, href: dashboardPath(fqn) },
        ]}
      />
      <EditDashboard dashboard={dashboard} properties={properties} />
    </>
  )
}
