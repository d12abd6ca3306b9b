import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { readDashboard } from '@/app/(catalogue)/dashboards/[fqn]/read-dashboard'
import { dashboardPath } from '@/components/dashboards/dashboard-query'
import { EditDashboard } from '@/components/dashboards/edit-dashboard'
import { PageHeader } from '@/components/shell/page-header'
import { shownName } from '@/lib/model/shown-name'

interface PageProps {
  params: Promise<{ fqn: string }>
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { dashboard } = await readDashboard((await params).fqn)
  return { title: `Edit ${shownName(dashboard)} · Dashboards` }
}

export default async function EditDashboardPage({ params }: PageProps) {
  const { fqn, dashboard } = await readDashboard((await params).fqn)
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
