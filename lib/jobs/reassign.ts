/** All that somebody owns is given to somebody else: an edit whose rows are of every type that has owners. */
import type { RequestContext } from '@/lib/entities/context'
import { requireOnRow } from '@/lib/entities/gate'
import { list } from '@/lib/entities/list'
import { matching, queueTargets } from '@/lib/jobs/select-rows'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityReference } from '@/lib/model/entities/entity'
import { definitionOf, definitions } from '@/lib/model/entities/registry'
import { counted } from '@/lib/model/rules/counted'
import { shownName } from '@/lib/model/rules/shown-name'
import { badRequest, CatalogueError, notFound } from '@/lib/model/wire/errors'
import { type ReassigningJob, selectedMax } from '@/lib/model/wire/selection'
import type { Job } from '@/lib/store/jobs'
import type { StoredEntity } from '@/lib/store/rows'

const owned = definitions.filter(({ relations }) => relations.owners !== undefined)

/** Gives the job, queued. Throws 400 where there is nothing to give or too much, 403, and 404 for owners there are not. */
export async function askReassignment(
  { from, to, note }: ReassigningJob,
  runs: boolean,
  ctx: RequestContext,
): Promise<Job> {
  const [giver] = await Promise.all([findOwner(from, ctx), findOwner(to, ctx)])
  if (from.id === to.id) throw badRequest('They own it already', { fields: [{ path: '/to', message: 'is who gives' }] })
  const counts = await Promise.all(owned.map(async (def) => ({ def, total: await countOwned(def, giver, ctx) })))
  const total = counts.reduce((sum, each) => sum + each.total, 0)
  if (total === 0) throw badRequest(`${giver.name} owns nothing`)
  if (total > selectedMax)
    throw badRequest(`${giver.name} owns ${total.toLocaleString('en')} things, too many for one job`, {
      hint: 'Give them to others by jobs on dashboards and charts first, by the owner and another filter.',
    })
  const input = (count: number) => ({
    fileName: `Owners of ${counted(count, 'thing')}`,
    edits: [
      { field: 'owners', how: 'remove', value: [from] } as const,
      { field: 'owners', how: 'add', value: [to] } as const,
    ],
    note: note ?? `What ${shownName({ name: giver.name, displayName: giver.displayName ?? undefined })} owns`,
    ...(runs && { runs }),
  })
  const types = counts.flatMap((each) => (each.total > 0 ? [each.def] : []))
  return queueTargets('edit', 'plan', ownedIds(types, giver, ctx), input, ctx)
}

async function findOwner({ id, type }: Pick<EntityReference, 'id' | 'type'>, ctx: RequestContext) {
  const [row] = await ctx.store.findByIds([id])
  const def = row?.type === type ? definitionOf(row.type) : undefined
  if (row === undefined || def === undefined) throw notFound(type, id)
  await requireOnRow(def, row, ['ViewBasic'], ctx)
  return row
}

const ownedBy = ({ id }: StoredEntity) => ({
  related: [{ relation: 'owner', targetIds: [id] }],
  fields: new Set<string>(),
  include: 'non-deleted' as const,
})

/** How many of a type they own; none of a type that the caller may not see at all. */
async function countOwned(def: EntityDefinition, giver: StoredEntity, ctx: RequestContext): Promise<number> {
  try {
    return (await list(def, { ...ownedBy(giver), limit: 0 }, ctx)).paging.total
  } catch (error) {
    if (error instanceof CatalogueError && error.kind === 'forbidden') return 0
    throw error
  }
}

async function* ownedIds(
  types: readonly EntityDefinition[],
  giver: StoredEntity,
  ctx: RequestContext,
): AsyncGenerator<readonly string[]> {
  for (const def of types) yield* matching(def, ownedBy(giver), ctx)
}
