/** The indexes that clients of the search API name, and what the catalogue has for them. */
import type { EntityType } from '@/lib/model/entities/entity'
import { definitions } from '@/lib/model/entities/registry'
import { nearestNames } from '@/lib/model/rules/nearest-names'
import { badRequest } from '@/lib/model/wire/errors'

/** Index names of clients → the types in them. */
const indexes: Readonly<Record<string, readonly EntityType[]>> = {
  dashboard_search_index: ['dashboard'],
  chart_search_index: ['chart'],
  dashboard_data_model_search_index: ['dashboardDataModel'],
  dashboard_service_search_index: ['dashboardService'],
  user_search_index: ['user'],
  team_search_index: ['team'],
  tag_search_index: ['tag'],
  classification_search_index: ['classification'],
  glossary_search_index: ['glossary'],
  glossary_term_search_index: ['glossaryTerm'],
  domain_search_index: ['domain'],
  data_product_search_index: ['dataProduct'],
  ingestion_pipeline_search_index: ['ingestionPipeline'],
}

/** Names for several indexes at once. */
const aliases: Readonly<Record<string, readonly EntityType[]>> = {
  dataAsset: ['dashboard', 'chart', 'dashboardDataModel'],
  service: ['dashboardService'],
}

/** What OpenMetadata has and this catalogue does not: their indexes are there, and empty. */
const notKept = [
  'table',
  'storedProcedure',
  'databaseSchema',
  'database',
  'pipeline',
  'pipelineStatus',
  'topic',
  'container',
  'directory',
  'file',
  'spreadsheet',
  'worksheet',
  'query',
  'mlmodel',
  'testCase',
  'testCaseResult',
  'testCaseResolutionStatus',
  'testSuite',
  'metric',
  'apiCollection',
  'apiEndpoint',
  'databaseService',
  'messagingService',
  'pipelineService',
  'searchService',
  'driveService',
  'securityService',
  'storageService',
  'metadataService',
  'mlmodelService',
  'apiService',
  'column',
  'dataContract',
  'page',
]

const indexName = (type: string): string =>
  `${type.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_search_index`

/** Types people search for when they name no index; roles, policies and other machinery are not among them. */
const everything = [...new Set(Object.values(indexes).flat())].filter((type) => type !== 'ingestionPipeline')

const known: ReadonlyMap<string, readonly EntityType[]> = new Map<string, readonly EntityType[]>([
  ...notKept.flatMap((type): [string, EntityType[]][] => [
    [type, []],
    [indexName(type), []],
  ]),
  ['search_entity_search_index', []],
  ['searchIndex', []],
  ...definitions.map(({ type }): [string, EntityType[]] => [type, [type]]),
  ...Object.entries(aliases),
  ...Object.entries(indexes),
  ['all', everything],
])

/** The types of an index, an alias, a type or several with commas between. Throws 400 for a name that nothing bears. */
export function typesOfIndex(index: string | undefined): readonly EntityType[] {
  if (index === undefined || index === '') return everything
  const found = index.split(',').flatMap((given) => {
    const name = given.trim()
    const types = known.get(name)
    if (types !== undefined) return types
    const near = nearestNames(name, [...Object.keys(indexes), ...Object.keys(aliases)], (one) => one, 3)
    throw badRequest(`Search index ${name.slice(0, 80)} not found`, {
      hint: `Indexes are named like dashboard_search_index${near.length > 0 ? `; nearest: ${near.join(', ')}` : ''}.`,
      fields: [{ path: 'index', message: 'is no index of the catalogue' }],
    })
  })
  return [...new Set(found)]
}

export { indexName as indexOf }
