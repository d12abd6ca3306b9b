import { EditPage, editMetadata } from '@/app/(catalogue)/entity-form-pages'
import { dashboardKind } from '@/components/dashboards/dashboard-kind'

export const generateMetadata = editMetadata(dashboardKind)

export default function EditDashboardPage() {
  return <EditPage kind={dashboardKind} />
}
