import { NewPage, type NewPageProps, newMetadata } from '@/app/(catalogue)/entity-form-pages'
import { dashboardKind } from '@/components/entity/entity-kind'

export const metadata = newMetadata(dashboardKind)

export default function NewDashboardPage(props: NewPageProps) {
  return <NewPage kind={dashboardKind} {...props} />
}
