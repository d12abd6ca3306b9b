import { entityGiven, entityMetadata, GivenEntity } from '@/app/(catalogue)/entity-page'
import { ChartDetail } from '@/components/chart/chart-detail'
import { chartKind } from '@/components/entity/entity-kind'
import type { Chart } from '@/lib/model/entities/chart'

export const generateMetadata = entityMetadata(chartKind)

export default async function ChartPage() {
  const given = await entityGiven<Chart>(chartKind)
  return (
    <GivenEntity given={given}>
      <ChartDetail {...given} />
    </GivenEntity>
  )
}
