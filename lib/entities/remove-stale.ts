/** What a run of a connector did not see any more goes, by one call at its end. */
import { z } from 'zod'
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { requireAny } from '@/lib/entities/gate'
import { planRemoval, requireRemovable } from '@/lib/entities/remove'
import { lookupFqn } from '@/lib/entities/resolve'
import { retryStale } from '@/lib/entities/retry-stale'
import { type EntityState, loadStates } from '@/lib/entities/state'
import { onlyVisible } from '@/lib/entities/visible'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { fullyQualifiedName } from '@/lib/model/entities/entity'
import { boundedList, boundedText, seenMax, textMax } from '@/lib/model/rules/bounds'
import { quoteName, splitFqn } from '@/lib/model/rules/fqn'
import { type BulkResult, bulkResultOf } from '@/lib/model/wire/bulk-result'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'

export const removeStaleSchema = z
  .strictObject({
    scopeEntityType: boundedText(textMax.name).describe(
      'Type of the container, or the name of the field that refers to it: `service`',
    ),
    scopeFqn: fullyQualifiedName.describe('The container; what lies outside is left alone'),
    seenFqns: boundedList(boundedText(textMax.fqn), seenMax).describe(
      'What the run has seen; none at all deletes nothing',
    ),
    recursive: z.boolean().default(true),
    hardDelete: z.boolean().default(false),
    dryRun: z.boolean().default(false).describe('Reports what would go, deletes nothing'),
  })
  .meta({ id: 'BulkDeleteStaleRequest' })
export type RemoveStaleRequest = z.infer<typeof removeStaleSchema>

/**
 * Deletes the living entities in a container whose names are not among those seen. A run that has seen nothing may have
 * crashed, and a container that does not exist may be misspelt: both are answered `aborted`, with the reason, and
 * delete nothing. Throws 400 for a scope that these entities do not live in.
 */
export async function removeStale(
  def: EntityDefinition,
  request: RemoveStaleRequest,
  ctx: RequestContext,
): Promise<BulkResult> {
  const { container } = def
  const { scopeEntityType, scopeFqn, seenFqns, dryRun } = request
  if (container === undefined || ![container.type, container.field].includes(scopeEntityType)) {
    throw badRequest(`${def.collection} do not live in a ${scopeEntityType}`, {
      hint: container === undefined ? 'They live in nothing.' : `scopeEntityType is ${container.type}.`,
    })
  }
  if (!request.recursive && def.childRelation !== undefined) {
    throw badRequest(`${def.collection} go with what is below them: recursive has to be true`)
  }
  if (seenFqns.length === 0) return aborted('seenFqns is empty; nothing was deleted', dryRun)
  requireAny(def.type, ['ViewBasic'], ctx)
  const seen = new Set(seenFqns.map(comparable))
  return retryStale(async () => {
    const [scope] = await ctx.store.findByFqns(container.type, [lookupFqn(container.type, scopeFqn)])
    if (scope === undefined) return aborted(`${container.type} instance for ${scopeFqn} not found`, dryRun)
    const stale = (await ctx.store.contents([scope.id])).filter(
      (row) => row.type === def.type && !row.deleted && !seen.has(comparable(row.fullyQualifiedName)),
    )
    // Names of what the caller may not see are not told, not even as refused.
    const told = await onlyVisible(stale, (row) => row, ctx)
    const judged = (await loadStates(def, told, 'all', ctx)).map((state) => ({
      state,
      refusal: refusal(def, state, ctx),
    }))
    const leaving = judged.filter(({ refusal }) => refusal === undefined).map(({ state }) => state)
    const changes = dryRun ? [] : await planRemoval(def, leaving, request.hardDelete, ctx)
    await commit(changes, ctx)
    return bulkResultOf(
      judged.map(({ state, refusal }) => ({ request: state.row.fullyQualifiedName, refusal })),
      dryRun,
    )
  })
}

/** The same for one name however it is quoted and capitalised: a difference in that alone must delete nothing. */
const comparable = (fqn: string): string => splitFqn(fqn).map(quoteName).join('.').toLowerCase()

function refusal(def: EntityDefinition, state: EntityState, ctx: RequestContext): CatalogueError | undefined {
  try {
    requireRemovable(def, state, ctx)
    return undefined
  } catch (error) {
    if (error instanceof CatalogueError) return error
    throw error
  }
}

const aborted = (abortReason: string, dryRun: boolean): BulkResult => ({
  ...bulkResultOf([], dryRun),
  status: 'aborted',
  abortReason,
})
