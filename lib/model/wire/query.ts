/** Query parameters of the API, by the names and limits of the contract (docs/contract/verbs.md#get). */
import { z } from 'zod'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { type EntityType, entityStatus, includeSchema } from '@/lib/model/entities/entity'
import { boundedText, pageMax, textMax } from '@/lib/model/rules/bounds'

/** What stands between the commas of a query's text, each once. */
export const betweenCommas = (text: string): string[] => [...new Set(text.split(',').filter((one) => one !== ''))]

/** `true` or `false` in a query; false when left out. */
export const flag = z
  .enum(['true', 'false'])
  .optional()
  .transform((value) => value === 'true')
const count = (min: number, max: number, byDefault: number) =>
  z.coerce.number().int().min(min).max(max).default(byDefault)
/** As many as the contract lets clients ask for; a page has fewer. */
const pageSize = (max: number) => count(0, max, 10).transform((size) => Math.min(size, pageMax))
const cursor = boundedText(textMax.address).optional()

export const readQuery = z.object({
  fields: boundedText(textMax.query)
    .optional()
    .describe('Members to include besides the basic ones, comma-separated; `*` for all'),
  include: includeSchema.default('non-deleted').describe('Whether deleted entities are found'),
  includeRelations: boundedText(textMax.query)
    .optional()
    .describe('Per field, which targets are listed: `owners:non-deleted,charts:all`'),
})

/** How far somebody has come who was invited. */
export const accountStates = ['invited', 'uninvited', 'unseen'] as const
export type AccountState = (typeof accountStates)[number]

export const listQuery = readQuery.extend({
  limit: pageSize(1_000_000).describe(`Rows a page, ${pageMax} at most; 0 for the total alone`),
  before: cursor.describe('Cursor from `paging.before`'),
  after: cursor.describe('Cursor from `paging.after`'),
  service: boundedText(textMax.fqn).optional().describe('Only what is in this service, by name'),
  parent: boundedText(textMax.fqn)
    .optional()
    .describe(
      'Only what is directly in this classification or domain; of terms and tags, all that hang below this one',
    ),
  glossary: boundedText(textMax.fqn).optional().describe('Only terms of this glossary, by id or name'),
  directChildrenOf: boundedText(textMax.fqn)
    .optional()
    .describe(
      'Only terms directly below this term or glossary, by FQN; only tags directly below this tag or in this classification (ours)',
    ),
  top: z
    .enum(['true', 'false'])
    .optional()
    .describe('Only what stands below nothing of its own type: where a tree of them begins (ours)'),
  below: z
    .enum(['true', 'false'])
    .optional()
    .describe('The owner, tag, domain or team that is named stands for all that is below it, too (ours)'),
  team: boundedText(textMax.fqn)
    .optional()
    .describe('Only members of this team, by name; everybody is in the root team'),
  role: boundedText(textMax.fqn)
    .optional()
    .describe('Only users with this role of their own, by name; `none` for those without (ours)'),
  account: z
    .enum(accountStates)
    .optional()
    .describe(
      'Only users who have no password yet, with an invitation that is still good (`invited`) or without one (`uninvited`), or of whom no sign-in is on record, as far back as the audit is kept (`unseen`); for administrators (ours)',
    ),
  parentTeam: boundedText(textMax.fqn).optional().describe('Only teams directly below this one, by name'),
  pipelineType: boundedText(textMax.name).optional().describe('Only pipelines of this type, such as `metadata`'),
  entityStatus: entityStatus.optional().describe('Only terms of this status'),
  category: z.enum(['entity', 'field']).optional().describe('Only types of this category'),
  q: boundedText(500).optional().describe('Words that must occur in name, display name, FQN or description (ours)'),
  sort: boundedText(textMax.name)
    .optional()
    .describe('name, displayName or updatedAt; `-` in front turns it round (ours)'),
  owner: boundedText(textMax.fqn).optional().describe('User or team name; `none` for entities without owner (ours)'),
  tag: boundedText(textMax.fqn).optional().describe('Tag FQN; `none` for entities without tags (ours)'),
  domain: boundedText(textMax.fqn)
    .optional()
    .describe('Domain FQN; `none` for entities without a domain of their own (ours)'),
  dataProduct: boundedText(textMax.fqn)
    .optional()
    .describe('Data product by name; `none` for entities that are in none (ours)'),
  importJob: z
    .uuid()
    .optional()
    .describe(
      'Only what this job of the caller has written a version of; nothing where the job is kept no more (ours)',
    ),
  isBot: z.enum(['true', 'false']).optional(),
  isAdmin: z.enum(['true', 'false']).optional(),
  isJoinable: z.enum(['true', 'false']).optional(),
  disabled: z.enum(['true', 'false']).optional(),
})

/** What our own calls take besides. */
export const siteQuery = z.object({
  extension: boundedText(textMax.query)
    .optional()
    .describe(
      'Only what has these values of custom properties, all of them: `audience:Board,costCenter:1400`, of a reference its name or id. Besides: `cost:from:1000,cost:to:2000` for numbers, moments, and dates and times whose format has all parts in digits, such as `dd.MM.yyyy` (then `2026-06` is understood too), both ends included; `note:contains:board` for texts, of longer ones in their first 200 letters; `audience:is:empty` and `audience:is:set`, without a name of what lacks something that is required, `:is:empty`, or lacks nothing of it. Ten conditions at most; a `,`, `:` or `%` in a name or value is encoded, as `%2C` (ours)',
    ),
})

/** Filters that OpenMetadata has for a type and Dashcat has not: refused, since the answer would be of too much. */
export const unservedFilters: Readonly<Partial<Record<EntityType, readonly string[]>>> = {
  role: ['default'],
  ingestionPipeline: ['applicationType', 'provider', 'serviceType', 'testSuite'],
}

/** Whether some of them stand below others: teams, tags, terms, domains. */
export const isTree = ({ type, container, childRelation }: EntityDefinition): boolean =>
  childRelation !== undefined || container?.type === type

/** Made once for each type: making a schema takes longer than finding a page by it. */
const listQueries = new WeakMap<EntityDefinition, typeof listQuery>()

/** The filters that mean something for the type; others are ignored, as every unknown parameter is. */
export function listQueryOf(def: EntityDefinition): typeof listQuery {
  const known = listQueries.get(def) ?? makeListQuery(def)
  listQueries.set(def, known)
  return known
}

function makeListQuery(def: EntityDefinition): typeof listQuery {
  const { type, container, fields, relations, isReviewed, childRelation } = def
  const inService = container?.field === 'service'
  const applies = {
    service: inService,
    parent: container !== undefined && !inService,
    glossary: container?.type === 'glossary',
    owner: fields.has('owners'),
    tag: fields.has('tags'),
    domain: fields.has('domains'),
    dataProduct: relations.dataProducts !== undefined,
    importJob: type === 'dashboard' || type === 'chart',
    isBot: fields.has('isBot'),
    isAdmin: fields.has('isAdmin'),
    isJoinable: fields.has('isJoinable'),
    disabled: type === 'classification' || type === 'tag',
    directChildrenOf: container !== undefined && childRelation !== undefined,
    top: isTree(def),
    below: fields.has('owners') || fields.has('tags') || fields.has('domains'),
    team: type === 'user',
    role: type === 'user',
    account: type === 'user',
    parentTeam: type === 'team',
    pipelineType: type === 'ingestionPipeline',
    entityStatus: isReviewed === true,
    category: type === 'type',
  }
  const omitted = Object.entries(applies).flatMap(([name, does]) => (does ? [] : [[name, true]]))
  return listQuery.omit(Object.fromEntries(omitted)) as typeof listQuery // all that may be missing is optional
}

export const removeQuery = z.object({
  hardDelete: flag.describe('Removes for good, with history and relations'),
  recursive: flag.describe('Takes along what is inside'),
})

export const restoreQuery = z.object({ async: flag.describe('Answers 202 with the id of a job') })

export const bulkQuery = z.object({
  async: flag.describe('Answers 202 at once and works on'),
  overrideMetadata: flag.describe('Lets a bot overwrite what people wrote'),
  keepOmitted: flag.describe('Leaves alone what an item does not name, instead of clearing it (ours)'),
  dryRun: flag.describe('Plans and reports, writes nothing (ours)'),
  rows: flag.describe('Says of each item by its place what became of it, as a preview does (ours)'),
})

export const historyQuery = z.object({
  startTs: z.coerce.number().int().describe('From then on, Unix epoch milliseconds'),
  endTs: z.coerce.number().int().describe('Until then, Unix epoch milliseconds'),
  limit: count(1, 500, 10),
  before: cursor,
  after: cursor,
})

export const searchQuery = z.object({
  index: boundedText(textMax.line)
    .optional()
    .describe('Index to look in: `dashboard_search_index`, …; everything if left out'),
  from: count(0, 10_000, 0),
  size: pageSize(10_000).describe(`Hits a page, ${pageMax} at most`),
  deleted: flag,
})

export const assetsQuery = z.object({
  limit: count(0, 1000, 10).describe('Assets a page'),
  offset: count(0, 1_000_000, 0).describe('Assets to leave out at the beginning'),
})

export const pipelineStatusQuery = z.object({
  startTs: z.coerce.number().int().describe('Runs that began from then on, Unix epoch milliseconds'),
  endTs: z.coerce.number().int().describe('Runs that began until then'),
})

const entityTypesText = boundedText(textMax.query).optional().describe('Entity types, comma-separated; `*` for all')

export const eventsQuery = z.object({
  entityCreated: entityTypesText,
  entityUpdated: entityTypesText,
  entityRestored: entityTypesText,
  entityDeleted: entityTypesText,
  timestamp: z.coerce.number().int().describe('Events since then, Unix epoch milliseconds'),
  limit: count(1, 1000, 100),
  after: z.coerce.number().int().optional(),
})

export const lineageQuery = z.object({ upstreamDepth: count(0, 10, 1), downstreamDepth: count(0, 10, 1) })
