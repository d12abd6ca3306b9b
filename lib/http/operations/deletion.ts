/** Deleting entities and bringing them back. */
import { z } from 'zod'
import { newId } from '@/lib/entities/new-id'
import { reachOf } from '@/lib/entities/reach'
import { findRow } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { removeMany, removeManySchema, restoreMany, restoreManySchema } from '@/lib/entities/remove-many'
import { removeStale, removeStaleSchema } from '@/lib/entities/remove-stale'
import { restore } from '@/lib/entities/restore'
import { json } from '@/lib/http/json'
import { notedRefusals } from '@/lib/http/noted'
import { wordsOf } from '@/lib/http/openapi/words'
import { entityOperation, operation } from '@/lib/http/operation'
import { definitionIn, fqnOf, idOf } from '@/lib/http/operations/entities'
import { containerFqn, exampleFqn, idVariable, keyOf } from '@/lib/http/operations/entity-examples'
import { deletionSchema, written } from '@/lib/http/operations/entity-replies'
import { respondOutcome } from '@/lib/http/respond'
import { boundedText, textMax } from '@/lib/model/rules/bounds'
import { bulkResultSchema, deletionReachSchema, manyResultSchema } from '@/lib/model/wire/bulk-result'
import { removeQuery, restoreQuery } from '@/lib/model/wire/query'

const rights = 'whoever a policy allows `Delete`'
const notes =
  'Softly, unless `hardDelete` is given: it can be restored and read with `include=deleted`. What is inside goes along with `recursive`; without it a container that holds something is refused.'

export const removeById = entityOperation((def) => {
  const { One, aOne, tag } = wordsOf(def)
  return operation({
    id: `delete${One}ById`,
    tag,
    summary: `Delete ${aOne} by id`,
    notes,
    rights,
    query: removeQuery,
    responses: { 200: written(def, `The ${def.label} as it was`) },
    errors: ['notFound'],
    example: { stage: 'delete', path: keyOf(def, 'ById') },
    handle: async (call) => respondOutcome(await remove(def, { id: idOf(def, call) }, call.query, call.ctx)),
  })
})

export const removeByName = entityOperation((def) => {
  const { One, aOne, tag } = wordsOf(def)
  return operation({
    id: `delete${One}ByName`,
    tag,
    summary: `Delete ${aOne} by fully qualified name`,
    notes,
    rights,
    query: removeQuery,
    responses: { 200: written(def, `The ${def.label} as it was`) },
    errors: ['notFound'],
    example: { stage: 'remove', path: keyOf(def, 'ByName'), query: { recursive: 'true' } },
    handle: async (call) => respondOutcome(await remove(def, { fqn: fqnOf(call) }, call.query, call.ctx)),
  })
})

/** As OpenMetadata answers; but deleting takes milliseconds: done before the answer, nothing can be lost by a restart. */
export const removeAsync = entityOperation((def) => {
  const { One, aOne, tag } = wordsOf(def)
  return operation({
    id: `delete${One}Async`,
    tag,
    summary: `Delete ${aOne} without waiting`,
    notes,
    rights,
    query: removeQuery,
    responses: { 202: { description: 'The deletion has been accepted', schema: deletionSchema } },
    errors: ['notFound'],
    example: { stage: 'deleteAgain', path: keyOf(def, 'ById'), query: { recursive: 'true' } },
    handle: async (call) => {
      const { ctx, query } = call
      const row = await findRow(def, { id: idOf(def, call) }, ctx)
      await remove(def, { id: row.id }, query, ctx)
      const job: z.input<typeof deletionSchema> = {
        jobId: newId(),
        message: `Delete operation initiated for ${row.name}`,
        entityName: row.name,
        ...query,
      }
      return json(job, { status: 202 })
    },
  })
})

/** Only what lives in something has a scope in which a run sees everything. */
export const removeStaleEntities = entityOperation((def) => {
  if (def.container === undefined) return undefined
  const { Many, many, tag } = wordsOf(def)
  return operation({
    id: `deleteStale${Many}`,
    tag,
    summary: `Delete the ${many} that a run has not seen`,
    notes: 'For the end of a run of a connector. A run that has seen nothing deletes nothing.',
    rights,
    body: removeStaleSchema,
    responses: { 200: { description: 'What has gone, and what could not', schema: bulkResultSchema } },
    example: {
      stage: 'use',
      body: { scopeEntityType: def.container.type, scopeFqn: containerFqn(def), seenFqns: [exampleFqn(def)] },
    },
    handle: async ({ body, ctx }) => json(await removeStale(def, body, ctx)),
  })
})

/** For a list of which some are ticked. Ours. */
export const removeManyEntities = entityOperation((def) => {
  const { Many, many, tag } = wordsOf(def)
  const id = `bulkDelete${Many}`
  return operation({
    id,
    tag,
    summary: `Delete many ${many} (ours)`,
    notes:
      'All that may be deleted go together, with what goes along; the others are named with the reason. `dryRun` counts what would go.',
    rights,
    body: removeManySchema,
    responses: { 200: { description: 'What has gone, and what could not', schema: manyResultSchema } },
    example: { stage: 'use', body: { ids: [idVariable(def)], dryRun: true } },
    handle: async (call) => {
      const result = await removeMany(def, call.body, call.ctx)
      await notedRefusals(call, id, result)
      return json(result)
    },
  })
})

export const restoreManyEntities = entityOperation((def) => {
  const { Many, many, tag } = wordsOf(def)
  const id = `bulkRestore${Many}`
  return operation({
    id,
    tag,
    summary: `Restore many ${many} that were softly deleted (ours)`,
    notes: 'All that may be restored come back together, with what was deleted along with them.',
    rights: 'whoever a policy allows `EditAll`',
    body: restoreManySchema,
    responses: { 200: { description: 'What has come back, and what could not', schema: manyResultSchema } },
    example: { stage: 'use', body: { ids: [idVariable(def)], dryRun: true } },
    handle: async (call) => {
      const result = await restoreMany(def, call.body, call.ctx)
      await notedRefusals(call, id, result)
      return json(result)
    },
  })
})

const jobSchema = z.strictObject({ jobId: z.string(), message: z.string() }).meta({ id: 'Job' })

/** With `?async=true` the answer is that of a job; as with `removeAsync`, the work is done by then. */
export const restoreEntity = entityOperation((def) => {
  const { One, aOne, tag } = wordsOf(def)
  return operation({
    id: `restore${One}`,
    tag,
    summary: `Restore ${aOne} that was softly deleted`,
    notes: 'With everything that was deleted along with it. One that is not deleted stays as it is.',
    rights: 'whoever a policy allows `EditAll`',
    query: restoreQuery,
    body: z.object({ id: z.uuid() }),
    responses: { 200: written(def), 202: { description: 'When `async` was asked for', schema: jobSchema } },
    errors: ['notFound'],
    example: { stage: 'restore', body: keyOf(def, 'ById') },
    handle: async ({ body, ctx, query }) => {
      const outcome = await restore(def, body.id, ctx)
      if (!query.async) return respondOutcome(outcome)
      const message = `Restore operation initiated for ${outcome.entity.name}`
      return json({ jobId: newId(), message } satisfies z.input<typeof jobSchema>, { status: 202 })
    },
  })
})

export const previewDeletion = operation({
  id: 'previewDeletion',
  tag: 'Lists',
  summary: 'Tell what would go when a team, domain, tag or term is deleted, and what is used on it (ours)',
  notes:
    'All that stands below it goes too, and the data products of its domains that are in no other. Told of what the caller may see; what is in the trash is counted where it is in the trash itself.',
  rights: 'whoever may see the entity',
  path: { type: boundedText(textMax.name).describe('`team`, `domain`, `tag` or `glossaryTerm`') },
  responses: { 200: { description: 'Numbers by type', schema: deletionReachSchema } },
  errors: ['notFound'],
  example: { stage: 'use', path: { type: 'domain', id: '$DOMAIN_ID' } },
  handle: async (call) => json(await reachOf(definitionIn(call), { id: call.param('id') }, call.ctx)),
})
