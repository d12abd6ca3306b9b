/** What there is that files refer to by names of their own. */
import type { RequestContext } from '@/lib/entities/context'
import { list } from '@/lib/entities/list'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { tags } from '@/lib/model/entities/tag'

/** A catalogue with more is served by exact names alone. */
const namesMax = 1_000

export interface CatalogueNames {
  readonly services: readonly { readonly name: string; readonly tool: string }[]
  /** Fully qualified. */
  readonly tags: readonly string[]
}

export async function catalogueNames(ctx: RequestContext): Promise<CatalogueNames> {
  // For what is true of every type.
  const [services, labels] = await Promise.all([
    all(dashboardServices as unknown as EntityDefinition, ctx),
    all(tags as unknown as EntityDefinition, ctx),
  ])
  return {
    services: services.map((service) => ({
      name: service.name,
      tool: 'serviceType' in service ? String(service.serviceType) : '',
    })),
    tags: labels.flatMap(({ fullyQualifiedName = '' }) => fullyQualifiedName || []),
  }
}

/** None where there are too many: half a list would say of the other half that it is not there. */
export async function all(def: EntityDefinition, ctx: RequestContext) {
  const page = await list(def, { fields: new Set(), include: 'non-deleted', limit: namesMax }, ctx)
  return page.paging.total > page.data.length ? [] : page.data
}
