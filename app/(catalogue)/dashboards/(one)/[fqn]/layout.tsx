import { entityLayout } from '@/app/(catalogue)/entity-page'
import { dashboardKind } from '@/components/entity/entity-kind'

export default entityLayout(dashboardKind)
