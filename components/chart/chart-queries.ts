import { entityQueries } from '@/lib/client/queries'
import type { Chart, CreateChart } from '@/lib/model/entities/chart'
import { chartAddress, type EntityAddress } from '@/lib/model/entities/entity-address'

/** Without the schemas, which the form alone needs. */
export const chartsAddress: EntityAddress<Chart, CreateChart> = chartAddress

/** Members that the page of a chart shows. */
export const chartFields = 'owners,tags,domains,dashboards,extension'

/** A chart by its name, deleted or not. */
export const chartQuery = (fullyQualifiedName: string) =>
  entityQueries(chartsAddress).byName(fullyQualifiedName, { fields: chartFields, include: 'all' })
