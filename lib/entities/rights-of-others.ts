/** Some fields of an entity are kept by another: a chart names its dashboards. Writing them changes the other. */

import { assetTypes } from '@/lib/entities/assets'
import type { RequestContext } from '@/lib/entities/context'
import { changeRefusal, subjectFields } from '@/lib/entities/gate'
import type { Plan } from '@/lib/entities/plan'
import { loadStates } from '@/lib/entities/state'
import { definitionOf } from '@/lib/model/entities/registry'
import { CatalogueError } from '@/lib/model/wire/errors'

/** Entities whose links a plan changes, besides its own. */
const othersOf = ({ changes, after }: Plan): string[] =>
  changes
    .flatMap((change) => {
      if (change.kind === 'link') return [change.link.entityId]
      return change.kind === 'unlink' ? [change.entityId] : []
    })
    .filter((id) => id !== after.row.id)

/**
 * Tells of a plan why the caller may not carry it out: they may not edit an asset of others that it changes. One look for
 * all plans; administrators need none.
 */
export async function refusalsByOthers(
  plans: readonly Plan[],
  ctx: RequestContext,
): Promise<(plan: Plan) => CatalogueError | undefined> {
  const ids = ctx.actor.isAdmin ? [] : [...new Set(plans.flatMap(othersOf))]
  if (ids.length === 0) return () => undefined
  const rows = (await ctx.store.findByIds(ids)).filter(({ type }) => assetTypes.has(type))
  const refusals = new Map<string, CatalogueError>()
  for (const [type, group] of Map.groupBy(rows, (row) => row.type)) {
    const def = definitionOf(type)
    if (def === undefined) continue
    for (const state of await loadStates(def, group, subjectFields, ctx)) {
      const refusal = changeRefusal(def, state, ['EditAll'], ctx)
      if (refusal === undefined) continue
      const hint = `The ${refusal.name} would change too, and you may not edit it.`
      refusals.set(state.row.id, new CatalogueError('forbidden', refusal.message, { hint, denied: refusal.denied }))
    }
  }
  return (plan) =>
    othersOf(plan)
      .map((id) => refusals.get(id))
      .find((refusal) => refusal !== undefined)
}
