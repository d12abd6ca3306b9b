/** What entities were before. */
import { history, version, versions } from '@/lib/entities/versions'
import { longJson } from '@/lib/http/json'
import { wordsOf } from '@/lib/http/openapi/words'
import { entityOperation, operation } from '@/lib/http/operation'
import { idOf } from '@/lib/http/operations/entities'
import { keyOf } from '@/lib/http/operations/entity-examples'
import { found, historySchema, pageOf } from '@/lib/http/operations/entity-replies'
import { respondEntity } from '@/lib/http/respond'
import { historyQuery } from '@/lib/model/wire/query'

export const listVersions = entityOperation((def) => {
  const { One, aOne, tag } = wordsOf(def)
  return operation({
    id: `list${One}Versions`,
    tag,
    summary: `List the versions of ${aOne}`,
    responses: { 200: { description: 'Every version, the newest first', schema: historySchema } },
    errors: ['notFound'],
    example: { stage: 'use', path: keyOf(def, 'ById') },
    handle: async (call) => longJson(await versions(def, idOf(def, call), call.ctx)),
  })
})

export const readVersion = entityOperation((def) => {
  const { One, aOne, tag } = wordsOf(def)
  return operation({
    id: `get${One}Version`,
    tag,
    summary: `Get ${aOne} as it was at a version`,
    responses: { 200: found(def) },
    errors: ['notFound'],
    example: { stage: 'use', path: { ...keyOf(def, 'ById'), version: '0.1' } },
    handle: async (call) => respondEntity(await version(def, idOf(def, call), call.param('version'), call.ctx)),
  })
})

export const readHistory = entityOperation((def) => {
  const { Many, many, tag } = wordsOf(def)
  return operation({
    id: `list${Many}History`,
    tag,
    summary: `List what became of ${many} in a span of time`,
    query: historyQuery,
    responses: { 200: { description: 'A page of versions, the newest first', schema: pageOf(def.schema) } },
    example: { stage: 'use', query: { startTs: '1767225600000', endTs: '4102444800000' } },
    handle: async ({ query, ctx }) => longJson(await history(def, query, ctx)),
  })
})
