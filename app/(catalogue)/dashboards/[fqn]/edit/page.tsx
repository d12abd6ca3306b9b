import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { readDashboard } from '@/app/(catalogue)/dashboards/[fqn]/read-dashboard'
import { dashboardPath } from '@/components/dashboards/dashboard-query'
import { EditDashboard } from '@/components/dashboards/edit-dashboard'
import { PageHeader } from '@/components/shell/page-header'
import { shownName } from '@/lib/model/rules/shown-name'

export async function generateMetadata(): Promise<Metadata> {
  const { dashboard } = await readDashboard()
  return { title: `Edit ${shownName(dashboard)} · Dashboards` }
}

export default async function EditDashboardPage() {
  const { fqn, dashboard } = await readDashboard()
  // A deleted one is restored on its own page before it can be edited.
  if (dashboard.deleted) redirect(dashboardPath(fqn))
  const name = shownName(dashboard)
  return (
    <>
      <PageHeader
        title={`Edit ${name}`}
        breadcrumb={[
          { label: 'Dashboards', href: '/dashboards' },
          { label: name, href: dashboardPath(fqn) },
        ]}
      />
      <EditDashboard dashboard={dashboard} />
    </>
  )
}
