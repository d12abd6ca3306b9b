import { EditPage, editMetadata } from '@/app/(catalogue)/entity-form-pages'
import { dashboardKind } from '@/components/entity/entity-kind'

export const generateMetadata = editMetadata(dashboardKind)

export default function EditDashboardPage() {
  return <EditPage kind={dashboardKind} />
}
