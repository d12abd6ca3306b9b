import { entityGiven, entityMetadata, GivenEntity } from '@/app/(catalogue)/entity-page'
import { ChartDetail } from '@/components/chart/chart-detail'
import { entityKindOf } from '@/components/entity/entity-kind'
import type { Chart } from '@/lib/model/entities/chart'

const kind = entityKindOf('chart')
export const generateMetadata = entityMetadata(kind)

export default async function ChartPage() {
  const given = await entityGiven<Chart>(kind)
  return (
    <GivenEntity given={given}>
      <ChartDetail {...given} />
    </GivenEntity>
  )
}
