import { bots } from '@/lib/model/bot'
import { charts } from '@/lib/model/chart'
import { dashboards } from '@/lib/model/dashboard'
import { dashboardServices } from '@/lib/model/dashboard-service'
import { dataModels } from '@/lib/model/data-model'
import { dataProducts } from '@/lib/model/data-product'
import type { EntityDefinition } from '@/lib/model/define-entity'
import { domains } from '@/lib/model/domain'
import type { EntityType } from '@/lib/model/entity'
import { glossaries, glossaryTerms } from '@/lib/model/glossary'
import { ingestionPipelines } from '@/lib/model/ingestion-pipeline'
import { teams, users } from '@/lib/model/person'
import { policies, roles } from '@/lib/model/role'
import { classifications, tags } from '@/lib/model/tag'
import { types } from '@/lib/model/type'

/** Every entity type the catalogue knows; adding one here is what makes it exist. */
export const definitions: readonly EntityDefinition[] = [
  dashboards,
  charts,
  dashboardServices,
  users,
  teams,
  roles,
  policies,
  classifications,
  tags,
  domains,
  dataProducts,
  dataModels,
  glossaries,
  glossaryTerms,
  bots,
  types,
  ingestionPipelines,
]

const byCollection = new Map(definitions.map((definition) => [definition.collection, definition]))
const byType = new Map(definitions.map((definition) => [definition.type, definition]))

/** By URL segment; undefined when there is no such collection. */
export const definitionFor = (collection: string): EntityDefinition | undefined => byCollection.get(collection)

export const definitionOf = (type: EntityType): EntityDefinition | undefined => byType.get(type)
