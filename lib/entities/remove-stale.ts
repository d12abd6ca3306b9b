/** What a run of a connector did not see any more goes, by one call at its end. */
import { z } from 'zod'
import { eachSlice, lookInside } from '@/lib/entities/cascade'
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { requireAny } from '@/lib/entities/gate'
import { planRemoval, requireRemovable } from '@/lib/entities/remove'
import { lookupFqn } from '@/lib/entities/resolve'
import { type EntityState, loadStates } from '@/lib/entities/state'
import { takeTurns } from '@/lib/entities/turns'
import { onlyVisible } from '@/lib/entities/visible'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { fullyQualifiedName } from '@/lib/model/entities/entity'
import { boundedList, boundedText, seenMax, textMax } from '@/lib/model/rules/bounds'
import { quoteName, splitFqn } from '@/lib/model/rules/fqn'
import { type BulkResult, bulkResultOf } from '@/lib/model/wire/bulk-result'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'
import type { StoredEntity } from '@/lib/store/rows'

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
  const [scope] = await ctx.store.findByFqns(container.type, [lookupFqn(container.type, scopeFqn)])
  if (scope === undefined) return aborted(`${container.type} instance for ${scopeFqn} not found`, dryRun)
  const turn = takeTurns()
  const seen = new Set<string>()
  for (const fqn of seenFqns) {
    await turn()
    seen.add(comparable(fqn))
  }
  const stale: string[] = []
  const note = async (rows: readonly StoredEntity[]): Promise<void> => {
    for (const row of rows) if (!row.deleted && !seen.has(comparable(row.fullyQualifiedName))) stale.push(row.id)
  }
  await lookInside(scope, note, ctx, def.type)

  const results = new Map<string, { request: string; refusal: CatalogueError | undefined }>()
  const gone = new Map<string, string>()
  await eachSlice(stale, async (ids) => {
    const rows = await ctx.store.findByIds(ids)
    // Names of what the caller may not see are not told, not even as refused.
    const living = rows.filter((row) => !row.deleted && row.containerId === scope.id)
    const told = await onlyVisible(living, (row) => row, ctx)
    const leaving: EntityState[] = []
    for (const state of await loadStates(def, told, 'all', ctx)) {
      const refused = refusal(def, state, ctx)
      results.set(state.row.id, { request: state.row.fullyQualifiedName, refusal: refused })
      if (refused === undefined) leaving.push(state)
    }
    if (dryRun) return
    const changes = await planRemoval(def, leaving, request.hardDelete, ctx)
    await commit(changes, ctx)
    for (const change of changes)
      if (change.kind === 'record') gone.set(change.event.entityId, change.event.entityFullyQualifiedName)
  })
  // Some went with what was above them before they had their turn.
  for (const id of stale) {
    const request = gone.get(id)
    if (request !== undefined && !results.has(id)) results.set(id, { request, refusal: undefined })
  }
  return bulkResultOf([...results.values()], dryRun)
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
