import { EntityNotFoundPage } from '@/app/(catalogue)/entity-page'
import { dashboardKind } from '@/components/entity/entity-kind'

export default function NotFound() {
  return <EntityNotFoundPage kind={dashboardKind} />
}
