/** Search: in OpenMetadata's shapes (docs/contract/search.md#queries), and for whoever types a word. */
import { z } from 'zod'
import { findFew } from '@/lib/entities/find-few'
import { search } from '@/lib/entities/search'
import { searchField } from '@/lib/entities/search-field'
import { json, longJson } from '@/lib/http/json'
import { operation } from '@/lib/http/operation'
import { entityName, entityTypes, fullyQualifiedName } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'
import { queryLengthMax } from '@/lib/model/search/query-string'
import { betweenCommas, flag, searchQuery } from '@/lib/model/wire/query'

const hit = z.strictObject({
  _index: z.string(),
  _id: z.uuid(),
  _score: z.number().nullable(),
  _source: z.looseObject({}).describe('The entity, with `entityType` and, where it has one, `tier`'),
  sort: z
    .array(z.union([z.string(), z.number()]))
    .optional()
    .describe('To go on from here, as `search_after`'),
})

/** As Elasticsearch answers, which is what clients read. */
const searchResultSchema = z
  .strictObject({
    took: z.number().describe('Milliseconds'),
    timed_out: z.boolean(),
    _shards: z.looseObject({ failed: z.number().int() }),
    hits: z.strictObject({
      total: z.strictObject({
        value: z.number().int(),
        relation: z.enum(['eq', 'gte']).describe('`gte` where counting has stopped'),
      }),
      max_score: z.number().nullable(),
      hits: z.array(hit),
    }),
  })
  .meta({ id: 'SearchResult' })

const found = { 200: { description: 'What was found, in the shape of Elasticsearch', schema: searchResultSchema } }

export const queryIndex = operation({
  id: 'search',
  tag: 'Search',
  summary: 'Search by words and filters',
  query: searchQuery.extend({
    q: boundedText(queryLengthMax).default('*').describe('Words, or an Elasticsearch query string; `*` for everything'),
    query_filter: boundedText(textMax.query)
      .optional()
      .describe(
        'Elasticsearch JSON: `bool`, `term`, `terms`, `match`, `exists`, `query_string`. Ignored if unreadable',
      ),
    sort_field: boundedText(textMax.name).optional(),
    track_total_hits: flag.describe('Counts every match; otherwise the total stops at 10,000'),
    sort_order: z.enum(['asc', 'desc']).default('desc'),
    search_after: boundedList(boundedText(textMax.fqn), 10)
      .default([])
      .describe('`sort` of the last hit of the page before'),
  }),
  responses: found,
  errors: ['unavailable'],
  example: { stage: 'use', query: { q: 'deck', index: 'dashboard_search_index' } },
  handle: async ({ query, ctx }) => {
    const options = {
      ...query,
      queryFilter: query.query_filter,
      sortField: query.sort_field,
      descending: query.sort_order === 'desc',
      searchAfter: query.search_after,
      countAll: query.track_total_hits,
    }
    return longJson(await search(options, ctx))
  },
})

export const queryField = operation({
  id: 'searchField',
  tag: 'Search',
  summary: 'Search for the value of one field',
  query: searchQuery.extend({
    fieldName: boundedText(textMax.name).describe('Member of the entity, such as `fullyQualifiedName`'),
    fieldValue: boundedText(textMax.fqn).describe('Its value; `*` and `?` stand for anything'),
  }),
  responses: found,
  errors: ['unavailable'],
  example: {
    stage: 'use',
    query: {
      fieldName: 'fullyQualifiedName',
      fieldValue: 'sample_superset.10',
      index: 'dashboard_search_index',
    },
  },
  handle: async ({ query, ctx }) => longJson(await searchField(query, ctx)),
})

const few = z
  .strictObject({
    entityType: z.enum(entityTypes),
    total: z.number().int().describe('All that have the words'),
    rows: z.array(
      z.strictObject({
        id: z.uuid(),
        name: entityName,
        displayName: z.string().optional(),
        fullyQualifiedName: fullyQualifiedName.optional(),
        serviceType: z.string().optional().describe('Of what comes from a tool'),
      }),
    ),
  })
  .meta({ id: 'FewOfType' })
export const fewSchema = z.strictObject({ data: z.array(few) }).meta({ id: 'FewOfTypes' })

export const findFewOfTypes = operation({
  id: 'findFew',
  tag: 'Search',
  summary: 'Find the first few of each of some types (ours)',
  notes:
    'What is offered to somebody who types: of each type what its list has for the same words, by name, without bots. Types with nothing, and those of which the caller may see nothing, are left out.',
  query: z.object({
    q: boundedText(500).default('').describe('Words that must occur in name, display name, FQN or description'),
    types: boundedText(textMax.query)
      .transform(betweenCommas)
      .pipe(boundedList(z.enum(entityTypes), entityTypes.length))
      .describe('Types of entity, comma-separated, in the order in which they are answered'),
    limit: z.coerce.number().int().min(1).max(10).default(5).describe('Rows of each type'),
  }),
  responses: { 200: { description: 'Of each type the first ones, and how many there are', schema: fewSchema } },
  example: { stage: 'use', query: { q: 'deck', types: 'dashboard,chart' } },
  handle: async ({ query: { q, types, limit }, ctx }) => {
    const found = await findFew(
      types.flatMap((type) => definitionOf(type) ?? []),
      q,
      limit,
      ctx,
    )
    return json({
      data: found.map(({ def, entities, total }) => ({
        entityType: def.type,
        total,
        rows: entities.map(({ id, name, displayName, fullyQualifiedName, serviceType }) => ({
          id,
          name,
          displayName,
          fullyQualifiedName,
          serviceType,
        })),
      })),
    })
  },
})
