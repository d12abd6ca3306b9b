/** What the shared entity routes do, one function per call of the contract; the route files only name them. */
import { z } from 'zod'
import { bulkUpsert } from '@/lib/entities/bulk'
import { create, createOrUpdate } from '@/lib/entities/create'
import { listByQuery } from '@/lib/entities/list-by-query'
import { patch } from '@/lib/entities/patch'
import { follow, unfollow, vote, voteSchema } from '@/lib/entities/react'
import { type EntityKey, findRow, parseFields, read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { removeStale, removeStaleSchema } from '@/lib/entities/remove-stale'
import { restore } from '@/lib/entities/restore'
import { history, version, versions } from '@/lib/entities/versions'
import { requireMatch } from '@/lib/http/etag'
import { respondCreated, respondEntity, respondOutcome, respondPatched } from '@/lib/http/respond'
import type { EntityCall } from '@/lib/http/route'
import { type Include, includeSchema } from '@/lib/model/entity'
import { badRequest, notFound } from '@/lib/model/errors'
import { jsonPatchSchema } from '@/lib/model/json-patch'
import { bulkQuery, historyQuery, queryOf, readQuery, removeQuery, restoreQuery } from '@/lib/model/query'

/** A path id that is no UUID names nothing. */
function idOf(call: EntityCall): string {
  const id = call.param('id')
  if (!z.uuid().safeParse(id).success) throw notFound(call.def.type, id)
  return id.toLowerCase()
}

const byId = (call: EntityCall): EntityKey => ({ id: idOf(call) })

/** Published clients join `&include=all` to the name without a `?` (supporting APIs 1.1). */
const clumsyInclude = /&include=(non-deleted|deleted|all)$/

const byName = (call: EntityCall): EntityKey => ({ fqn: call.param('fqn').replace(clumsyInclude, '') })

export const listEntities = async ({ def, request, ctx }: EntityCall): Promise<Response> =>
  Response.json(await listByQuery(def, queryOf(new URL(request.url).searchParams), ctx))

export const createEntity = async (call: EntityCall): Promise<Response> =>
  respondCreated(await create(call.def, await call.body(call.def.createSchema), call.ctx))

export const putEntity = async (call: EntityCall): Promise<Response> =>
  respondOutcome(await createOrUpdate(call.def, await call.body(call.def.createSchema), call.ctx))

const readEntity = async (call: EntityCall, key: EntityKey): Promise<Response> => {
  const query = call.query(readQuery)
  const clumsy = 'fqn' in key ? clumsyInclude.exec(call.param('fqn'))?.[1] : undefined
  const include = clumsy === undefined ? query.include : includeSchema.parse(clumsy)
  const options = {
    fields: parseFields(call.def, query.fields),
    include,
    includeRelations: parseIncludeRelations(query.includeRelations),
  }
  return respondEntity(await read(call.def, key, options, call.ctx))
}
export const readById = async (call: EntityCall): Promise<Response> => readEntity(call, byId(call))
export const readByName = async (call: EntityCall): Promise<Response> => readEntity(call, byName(call))

/** `owners:non-deleted,charts:all`. */
function parseIncludeRelations(text: string | undefined): ReadonlyMap<string, Include> {
  const pairs = (text ?? '').split(',').filter((pair) => pair.trim() !== '')
  return new Map(
    pairs.map((pair) => {
      const [field = '', value = ''] = pair.split(':').map((part) => part.trim())
      const include = includeSchema.safeParse(value)
      if (!include.success)
        throw badRequest(
          `Invalid include value '${value}' for field '${field}'. Valid values are: all, deleted, non-deleted`,
        )
      return [field, include.data] as const
    }),
  )
}

const patchEntity = async (call: EntityCall, key: EntityKey): Promise<Response> => {
  const steps = await call.body(jsonPatchSchema)
  const ifMatch = call.request.headers.get('if-match')
  const precondition =
    ifMatch === null ? undefined : (entity: { id: string; version: number }) => requireMatch(ifMatch, entity)
  return respondPatched(await patch(call.def, key, steps, precondition, call.ctx))
}
export const patchById = async (call: EntityCall): Promise<Response> => patchEntity(call, byId(call))
export const patchByName = async (call: EntityCall): Promise<Response> => patchEntity(call, byName(call))

export const removeById = async (call: EntityCall): Promise<Response> =>
  respondOutcome(await remove(call.def, byId(call), call.query(removeQuery), call.ctx))
export const removeByName = async (call: EntityCall): Promise<Response> =>
  respondOutcome(await remove(call.def, byName(call), call.query(removeQuery), call.ctx))

/** 202 at once; what can be told beforehand (404, 403) is. The work goes on in this process. */
export const removeAsync = async (call: EntityCall): Promise<Response> => {
  const { def, ctx } = call
  const options = call.query(removeQuery)
  const row = await findRow(def, byId(call), ctx)
  // Deleting one entity takes milliseconds: done before the answer, nothing can be lost by a restart.
  await remove(def, { id: row.id }, options, ctx)
  return Response.json(
    { jobId: ctx.requestId, message: `Delete operation initiated for ${row.name}`, entityName: row.name, ...options },
    { status: 202 },
  )
}

export const removeStaleEntities = async (call: EntityCall): Promise<Response> =>
  Response.json(await removeStale(call.def, await call.body(removeStaleSchema), call.ctx))

/** With `?async=true` the answer is that of a job; as with `removeAsync`, the work is done by then. */
export const restoreEntity = async (call: EntityCall): Promise<Response> => {
  const { id } = await call.body(z.object({ id: z.uuid() }))
  const outcome = await restore(call.def, id, call.ctx)
  if (!call.query(restoreQuery).async) return respondOutcome(outcome)
  const message = `Restore operation initiated for ${outcome.entity.name}`
  return Response.json({ jobId: call.requestId, message }, { status: 202 })
}

export const listVersions = async (call: EntityCall): Promise<Response> =>
  Response.json(await versions(call.def, idOf(call), call.ctx))

export const readVersion = async (call: EntityCall): Promise<Response> =>
  respondEntity(await version(call.def, idOf(call), call.param('version'), call.ctx))

export const readHistory = async (call: EntityCall): Promise<Response> =>
  Response.json(await history(call.def, call.query(historyQuery), call.ctx))

const changed = { headers: { 'X-OpenMetadata-Change': 'entityFieldsChanged' } }

export const addFollower = async (call: EntityCall): Promise<Response> =>
  Response.json(await follow(call.def, idOf(call), await call.body(z.string()), call.ctx), changed)

export const removeFollower = async (call: EntityCall): Promise<Response> =>
  Response.json(await unfollow(call.def, idOf(call), call.param('userId'), call.ctx), changed)

export const castVote = async (call: EntityCall): Promise<Response> => {
  const { updatedVoteType } = await call.body(voteSchema)
  return Response.json(await vote(call.def, idOf(call), updatedVoteType, call.ctx), changed)
}

export const bulk = async (call: EntityCall): Promise<Response> => {
  const options = call.query(bulkQuery)
  const items = await call.json()
  if (!Array.isArray(items))
    throw badRequest('Invalid request format', { hint: 'The body has to be an array of create requests.' })
  const { result, rows } = await bulkUpsert(call.def, items, options, call.ctx)
  // A preview says more than the contract's result has room for.
  if (options.dryRun) return Response.json({ ...result, rows })
  return Response.json(result, { status: options.async ? 202 : 200 })
}
