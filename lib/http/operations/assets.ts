/** Assets of what assets refer to: domains, data products, owners, labels. */
import { z } from 'zod'
import { changeAssets, hasAssets, listAssets } from '@/lib/entities/assets'
import { json } from '@/lib/http/json'
import { wordsOf } from '@/lib/http/openapi/words'
import { entityOperation, operation } from '@/lib/http/operation'
import { exampleFqn, idVariable, keyOf } from '@/lib/http/operations/entity-examples'
import { dataProducts } from '@/lib/model/entities/data-product'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import { entityReferences } from '@/lib/model/entities/entity'
import { bulkResultSchema, previewSchema } from '@/lib/model/wire/bulk-result'
import { assetsQuery, bulkQuery } from '@/lib/model/wire/query'

const assetsPage = z
  .strictObject({
    data: entityReferences,
    paging: z.strictObject({ offset: z.number().int(), limit: z.number().int(), total: z.number().int() }),
  })
  .meta({ id: 'AssetPage' })

export const listAssetsByName = entityOperation((def) => {
  if (!hasAssets(def)) return undefined
  const { One, aOne, tag } = wordsOf(def)
  return operation({
    id: `list${One}Assets`,
    tag,
    summary: `List the assets of ${aOne}`,
    notes: 'Dashboards, charts, data models and services that name it.',
    query: assetsQuery,
    responses: { 200: { description: 'A page of references', schema: assetsPage } },
    errors: ['notFound'],
    example: { stage: 'use', path: keyOf(def, 'ByName') },
    handle: async (call) => json(await listAssets(def, { fqn: call.param('fqn') }, call.query, call.ctx)),
  })
})

const change = (which: 'add' | 'remove', def: EntityDefinition) => {
  const { One, aOne, tag } = wordsOf(def)
  return operation({
    id: `${which}${One}Assets`,
    tag,
    summary: which === 'add' ? `Put assets into ${aOne}` : `Take assets out of ${aOne}`,
    notes:
      def.type === 'domain'
        ? 'Each asset has a domain of its own then, besides others that it has, or that of its service again. One that is refused is reported and keeps no other back.'
        : 'An asset has to be in a domain of the product. One that is refused is reported and keeps no other back.',
    rights: 'whoever a policy allows `EditAll`',
    query: z.object({ rows: bulkQuery.shape.rows }),
    body: z.object({ assets: entityReferences }),
    responses: {
      200: {
        description: 'What became of each asset; with `rows`, which of them changed',
        schema: z.union([bulkResultSchema, previewSchema]),
      },
    },
    errors: ['notFound'],
    example: {
      stage: which === 'add' ? 'use' : 'undo',
      path: { fqn: exampleFqn(def) },
      body: { assets: [{ id: idVariable({ type: 'dashboard' }), type: 'dashboard' }] },
    },
    handle: async (call) => {
      const { result, rows } = await changeAssets(def, { fqn: call.param('fqn') }, call.body.assets, which, call.ctx)
      return json(call.query.rows ? { ...result, rows } : result)
    },
  })
}
export const addProductAssets = change('add', dataProducts)
export const removeProductAssets = change('remove', dataProducts)
export const addDomainAssets = change('add', domains)
export const removeDomainAssets = change('remove', domains)
