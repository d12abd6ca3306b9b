/** Many entities at once. */
import { z } from 'zod'
import { bulkUpsert } from '@/lib/entities/bulk'
import { withNearNames } from '@/lib/entities/near-names'
import { longJson } from '@/lib/http/json'
import { notedRefusals } from '@/lib/http/noted'
import { wordsOf } from '@/lib/http/openapi/words'
import { entityOperation, operation } from '@/lib/http/operation'
import { createdExample } from '@/lib/http/operations/entity-examples'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { boundedList, bulkMax, entityMax } from '@/lib/model/rules/bounds'
import { bulkResultSchema, previewSchema } from '@/lib/model/wire/bulk-result'
import { bulkQuery } from '@/lib/model/wire/query'

/** Items are judged one by one, so that the answer can name every one that is no good: the body may hold anything. */
const anything = ({ createSchema }: EntityDefinition) =>
  z.unknown().meta({
    anyOf: [
      { $ref: `#/components/schemas/${createSchema.meta()?.id}` },
      { maxLength: entityMax, maxItems: entityMax, maxProperties: entityMax },
    ],
  })

export const bulk = entityOperation((def) => {
  const { Many, many, tag } = wordsOf(def)
  const id = `bulkCreateOrUpdate${Many}`
  return operation({
    id,
    tag,
    summary: `Create or update many ${many}`,
    notes:
      'Each item is judged alone: one that is refused does not keep the others from being written, and the result names it. Items are what `PUT` takes.',
    rights: 'whoever a policy allows `Create` or `EditAll`, item by item',
    query: bulkQuery,
    body: boundedList(anything(def), bulkMax),
    itemsAlone: true,
    responses: {
      200: {
        description: 'What became of the items; with `dryRun`, what would; with `rows`, of each by its place',
        schema: z.union([bulkResultSchema, previewSchema]),
      },
      202: {
        description: 'The same, when `async` was asked for',
        schema: z.union([bulkResultSchema, previewSchema]),
      },
    },
    example: { stage: 'create', query: { dryRun: 'true' }, body: [createdExample(def)] },
    handle: async (call) => {
      const { query, body, ctx } = call
      const { result, rows } = await bulkUpsert(def, body, query, ctx)
      await notedRefusals(call, id, result)
      if (query.dryRun) return longJson({ ...result, rows: await withNearNames(rows, ctx) })
      // More than the contract's result has room for, and its clients take.
      return longJson(query.rows ? { ...result, rows } : result, { status: query.async ? 202 : 200 })
    },
  })
})
