import { EntityNotFoundPage } from '@/app/(catalogue)/entity-page'
import { chartKind } from '@/components/entity/entity-kind'

export default function NotFound() {
  return <EntityNotFoundPage kind={chartKind} />
}
