import { bots } from '@/lib/model/entities/bot'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import { dataModels } from '@/lib/model/entities/data-model'
import { dataProducts } from '@/lib/model/entities/data-product'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import type { EntityType } from '@/lib/model/entities/entity'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { ingestionPipelines } from '@/lib/model/entities/ingestion-pipeline'
import { teams, users } from '@/lib/model/entities/person'
import { policies, roles } from '@/lib/model/entities/role'
import { classifications, tags } from '@/lib/model/entities/tag'
import { types } from '@/lib/model/entities/type'

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

const containerTypes = new Set(definitions.flatMap(({ container }) => container?.type ?? []))

/** Can anything be inside entities of this type? Nobody has to ask what is inside a chart. */
export const isContainer = ({ type }: EntityDefinition): boolean => containerTypes.has(type)
