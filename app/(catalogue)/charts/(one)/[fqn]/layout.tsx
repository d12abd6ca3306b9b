import { entityLayout } from '@/app/(catalogue)/entity-page'
import { chartKind } from '@/components/entity/entity-kind'

export default entityLayout(chartKind)
