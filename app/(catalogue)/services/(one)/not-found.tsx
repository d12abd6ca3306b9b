import { EntityNotFoundPage } from '@/app/(catalogue)/entity-page'
import { serviceKind } from '@/components/entity/entity-kind'

export default function NotFound() {
  return <EntityNotFoundPage kind={serviceKind} />
}
