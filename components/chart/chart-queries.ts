import { entityQueries } from '@/lib/client/queries'
import { charts } from '@/lib/model/entities/chart'

/** Members that the page of a chart shows. */
export const chartFields = 'owners,tags,domains,dashboards,extension'

/** A chart by its name, deleted or not. */
export const chartQuery = (fullyQualifiedName: string) =>
  entityQueries(charts).byName(fullyQualifiedName, { fields: chartFields, include: 'all' })

/** The page of a chart. */
export const chartHref = (fullyQualifiedName: string): string => `/charts/${encodeURIComponent(fullyQualifiedName)}`
