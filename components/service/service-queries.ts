import { entityQueries } from '@/lib/client/queries'
import type { CreateDashboardService, DashboardService } from '@/lib/model/entities/dashboard-service'
import { dashboardServiceAddress, type EntityAddress } from '@/lib/model/entities/entity-address'

/** Without the schemas, which the form alone needs. */
export const serviceAddress: EntityAddress<DashboardService, CreateDashboardService> = dashboardServiceAddress

/** Members that the page of a service shows. */
export const serviceFields = 'owners,tags,domains'

/** A service by its name, deleted or not. */
export const serviceQuery = (fullyQualifiedName: string) =>
  entityQueries(serviceAddress).byName(fullyQualifiedName, { fields: serviceFields, include: 'all' })
