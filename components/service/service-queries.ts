import { entityQueries } from '@/lib/client/queries'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'

/** Members that the page of a service shows. */
export const serviceFields = 'owners,tags,domains'

/** A service by its name, deleted or not. */
export const serviceQuery = (fullyQualifiedName: string) =>
  entityQueries(dashboardServices).byName(fullyQualifiedName, { fields: serviceFields, include: 'all' })

/** The page of a service. */
export const serviceHref = (fullyQualifiedName: string): string => `/services/${encodeURIComponent(fullyQualifiedName)}`
