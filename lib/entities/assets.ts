/**
 * What a domain, a data product, an owner or a label has to do with: one list for all of them
 * (docs/contract/governance.md#assets).
 */
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { requireChange, requireOnRow } from '@/lib/entities/gate'
import { planUpdate } from '@/lib/entities/plan'
import { type EntityKey, findIncluded } from '@/lib/entities/read'
import { toReference } from '@/lib/entities/render'
import { retryStale } from '@/lib/entities/retry-stale'
import { type EntityState, loadState, loadStates } from '@/lib/entities/state'
import { onlyVisible, withinTypes } from '@/lib/entities/visible'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityReference, EntityType } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { type BulkResult, bulkResultOf, type PlannedRow } from '@/lib/model/wire/bulk-result'
import { badRequest, CatalogueError, notFound } from '@/lib/model/wire/errors'
import type { Change } from '@/lib/store/change'

/** The relation by which an asset names one of these. */
const relations: Partial<Record<EntityType, string>> = {
  domain: 'domain',
  dataProduct: 'dataProduct',
  user: 'owner',
  team: 'owner',
  tag: 'tag',
  glossaryTerm: 'tag',
}

export const hasAssets = (def: EntityDefinition): boolean => relations[def.type] !== undefined

export const assetTypes: ReadonlySet<EntityType> = new Set([
  'dashboard',
  'chart',
  'dashboardDataModel',
  'dashboardService',
])

export interface AssetPage {
  readonly data: EntityReference[]
  readonly paging: { readonly offset: number; readonly limit: number; readonly total: number }
}

/** Living assets that name the entity, by name. Throws 403, and 404 for an entity or a collection without assets. */
export async function listAssets(
  def: EntityDefinition,
  key: EntityKey,
  { limit, offset }: { readonly limit: number; readonly offset: number },
  ctx: RequestContext,
): Promise<AssetPage> {
  const relation = relations[def.type]
  if (relation === undefined) throw new CatalogueError('notFound', `${def.collection} have no assets`)
  const row = await findIncluded(def, key, 'non-deleted', ctx)
  await requireOnRow(def, row, ['ViewBasic'], ctx)
  const types = [...assetTypes]
  const within = withinTypes(types, ctx)
  const { rows, total } = await ctx.store.carriers({ targetId: row.id, relation, types, within, limit, offset })
  return { data: rows.map((entity) => toReference({ entity }, ctx)), paging: { offset, limit, total } }
}

/** What assets are put into, and the member by which an asset says so. */
const heldBy: Partial<Record<EntityType, 'domains' | 'dataProducts'>> = {
  domain: 'domains',
  dataProduct: 'dataProducts',
}

export const takesAssets = ({ type }: EntityDefinition): boolean => heldBy[type] !== undefined

/**
 * Puts assets into a domain or data product or takes them out, in one commit. What cannot be done is reported for its asset and keeps nothing else back; what is so already
 * counts as done, and its row says that nothing changed. Throws 403, and 404 for an unknown holder.
 */
export async function changeAssets(
  def: EntityDefinition,
  key: EntityKey,
  references: readonly EntityReference[],
  operation: 'add' | 'remove',
  ctx: RequestContext,
): Promise<{ result: BulkResult; rows: PlannedRow[] }> {
  const member = heldBy[def.type]
  if (member === undefined) throw new CatalogueError('notFound', `${def.collection} take no assets`)
  return retryStale(async () => {
    const row = await findIncluded(def, key, 'non-deleted', ctx)
    const holder = await loadState(def, row, 'all', ctx)
    requireChange(def, holder, ['EditAll'], ctx)
    const states = await loadAssets(references, ctx)
    const asked = [...Map.groupBy(references, ({ id }) => id).values()].flatMap(([first]) => first ?? [])
    const changes: Change[] = []
    const rows: PlannedRow[] = []
    const judged = asked.map((request) => {
      const place = references.indexOf(request)
      try {
        const state = states.get(request.id)
        if (state === undefined || state.row.type !== request.type) throw notFound(request.type, request.id)
        const planned = planAsset(state, holder, member, operation, ctx)
        changes.push(...planned)
        const { fullyQualifiedName } = state.row
        rows.push({ row: place, outcome: planned.length > 0 ? 'entityUpdated' : 'entityNoChange', fullyQualifiedName })
        return { request }
      } catch (error) {
        if (!(error instanceof CatalogueError)) throw error
        const { status, message } = error
        rows.push({ row: place, outcome: 'refused', message })
        return { request, refusal: { status, message } }
      }
    })
    await commit(changes, ctx)
    return { result: bulkResultOf(judged, false), rows }
  })
}

async function loadAssets(
  references: readonly EntityReference[],
  ctx: RequestContext,
): Promise<ReadonlyMap<string, EntityState>> {
  const rows = await ctx.store.findByIds([...new Set(references.map(({ id }) => id))])
  const living = await onlyVisible(
    rows.filter((row) => !row.deleted && assetTypes.has(row.type)),
    (row) => row,
    ctx,
  )
  const states = await Promise.all(
    [...Map.groupBy(living, (row) => row.type)].map(async ([type, group]) => {
      const def = definitionOf(type)
      return def === undefined ? [] : loadStates(def, group, 'all', ctx)
    }),
  )
  return new Map(states.flat().map((state) => [state.row.id, state]))
}

function planAsset(
  state: EntityState,
  holder: EntityState,
  member: 'domains' | 'dataProducts',
  operation: 'add' | 'remove',
  ctx: RequestContext,
): readonly Change[] {
  const def = definitionOf(state.row.type)
  if (def === undefined) throw notFound(state.row.type, state.row.id)
  // What an asset belongs to is the asset's, whoever may edit what it is put into.
  requireChange(def, state, ['EditAll'], ctx)
  if (operation === 'add' && member === 'dataProducts') requireSharedDomain(state, holder)
  // What it has from its service is not its own to lose.
  const own = (state.relations.get(member) ?? []).filter(({ inherited }) => inherited !== true)
  const others = own.filter(({ entity }) => entity.id !== holder.row.id)
  const targets = operation === 'add' ? [...others, { entity: holder.row }] : others
  const after = { ...state, relations: new Map(state.relations).set(member, targets) }
  return planUpdate(def, state, after, ctx).changes
}

/** An asset has to be in a domain of the product, be it by its service. */
function requireSharedDomain(asset: EntityState, product: EntityState): void {
  const domainsOf = (state: EntityState) => (state.relations.get('domains') ?? []).map((target) => target.entity)
  const wanted = domainsOf(product)
  if (domainsOf(asset).some((domain) => wanted.some(({ id }) => id === domain.id))) return
  const names = wanted.map((domain) => domain.fullyQualifiedName).join(', ')
  throw badRequest(
    `${asset.row.type} ${asset.row.fullyQualifiedName} is not in a domain of the data product ${product.row.fullyQualifiedName}: ${names}`,
  )
}
