import { entityLayout } from '@/app/(catalogue)/entity-page'
import { serviceKind } from '@/components/entity/entity-kind'

export default entityLayout(serviceKind)
