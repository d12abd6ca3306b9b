import { definitionFor } from '@/app/(catalogue)/read-entity'
import { withChosen } from '@/components/catalogue/list-choice'
import type { ListKind } from '@/components/catalogue/list-kinds'
import {
  contentsQuery,
  countsContents,
  countsOwned,
  deletedTotalQuery,
  filterNameQuery,
  listedFieldsQuery,
  namesIn,
  rowsQuery,
  totalQuery,
} from '@/components/catalogue/list-queries'
import type { RowPage } from '@/components/catalogue/list-row'
import {
  type FilterKey,
  filterKeys,
  isFiltered,
  type ListState,
  placeOf,
  type RowParams,
  toListParams,
  type Within,
} from '@/components/catalogue/list-url'
import { type TrashState, trashLists, trashParams, trashTypes } from '@/components/catalogue/trash-url'
import { childPages, childParams } from '@/components/catalogue/tree-query'
import { tagName } from '@/components/entity/tag-name'
import { type PrefetchedQuery, prefetched } from '@/lib/client/prefetched'
import { contentsOf } from '@/lib/entities/contents'
import type { RequestContext } from '@/lib/entities/context'
import { listByQuery } from '@/lib/entities/list-by-query'
import { listRows } from '@/lib/entities/list-rows'
import { definitionWithUses } from '@/lib/entities/property-uses'
import { lookupFqn } from '@/lib/entities/resolve'
import { onlyVisible } from '@/lib/entities/visible'
import type { EntityType } from '@/lib/model/entities/entity'
import { listedFields } from '@/lib/model/fields/listed'
import { shownName } from '@/lib/model/rules/shown-name'
import { listQuery, siteQuery } from '@/lib/model/wire/query'

/** As the browser would be answered. */
const rowsOf = async (kind: ListKind, params: RowParams, ctx: RequestContext): Promise<RowPage> =>
  listRows(definitionFor(kind), namesIn(kind), listQuery.extend(siteQuery.shape).parse(params), ctx)

/** The list as it is shown, and what else the browser has to know of it. */
async function shownIn(
  kind: ListKind,
  { cols }: ListState,
  ctx: RequestContext,
): Promise<{ shown: ListKind; fields: PrefetchedQuery[] }> {
  if (cols === null) return { shown: kind, fields: [] }
  const fields = listedFields(await definitionWithUses(definitionFor(kind), ctx))
  return { shown: withChosen(kind, cols, fields), fields: [prefetched(listedFieldsQuery(kind), fields)] }
}

/** What a list needs to show itself at once: its rows, and what its filters are called. */
export async function firstPageOf(
  kind: ListKind,
  state: ListState,
  ctx: RequestContext,
  within?: Within,
): Promise<PrefetchedQuery[]> {
  const { shown, fields } = await shownIn(kind, state, ctx)
  const inTree = shown.tree !== undefined && !isFiltered(state)
  const tops = inTree ? await firstRows(shown, toListParams(state, within, shown.tree), ctx) : []
  // Nothing stands at the top for somebody who may see nothing above: then it is a list like any other.
  const isFlat = !inTree || tops.some(({ data }) => (data as Partial<RowPage>).paging?.total === 0)
  const [rows, total, names] = await Promise.all([
    isFlat ? firstRows(shown, toListParams(state, within), ctx) : tops,
    inTree ? totalOf(kind, ctx, within) : [],
    Promise.all(filterKeys.map((key) => filterName(key, state[key], ctx))),
  ])
  const below = inTree && !isFlat ? await belowOnly(shown, tops, state, ctx) : []
  return [...fields, ...tops, ...rows, ...total, ...below, ...names.flat()]
}

/** Of a tree with one row at its top, which is open from the start, what is directly below. */
async function belowOnly(
  kind: ListKind,
  tops: readonly PrefetchedQuery[],
  { sort }: ListState,
  ctx: RequestContext,
): Promise<PrefetchedQuery[]> {
  const [only, another] = tops.flatMap(({ data }) => (data as Partial<RowPage>).data ?? [])
  if (only === undefined || another !== undefined || !only.childrenCount) return []
  const fqn = only.fullyQualifiedName ?? only.name
  const page = await rowsOf(kind, childParams(kind, fqn, sort), ctx).catch(() => undefined)
  return page === undefined ? [] : [prefetched(childPages(kind, fqn, sort), { pages: [page], pageParams: [''] })]
}

/** A page of rows, with what is counted beside them. What is refused is asked for again by the browser, which shows why. */
async function firstRows(kind: ListKind, params: RowParams, ctx: RequestContext): Promise<PrefetchedQuery[]> {
  try {
    const page = await rowsOf(kind, params, ctx)
    const ids = page.data.map(({ id }) => id)
    const counted = countsContents(kind)
      ? [prefetched(contentsQuery(kind, ids), await contentsOf(ids, ctx, countsOwned(kind)))]
      : []
    return [prefetched(rowsQuery(kind, params), page), ...counted]
  } catch {
    return []
  }
}

/** How many a list in one place has. */
export async function totalOf(kind: ListKind, ctx: RequestContext, within?: Within): Promise<PrefetchedQuery[]> {
  const query = listQuery.parse({ limit: 0, ...placeOf(within) })
  // As above.
  const page = await listByQuery(definitionFor(kind), query, ctx).catch(() => undefined)
  return page === undefined ? [] : [prefetched(totalQuery(kind, within), page)]
}

/** What the trash needs to show itself at once: its rows, and how many there are of each type. */
export async function deletedPageOf(state: TrashState, ctx: RequestContext): Promise<PrefetchedQuery[]> {
  const params = trashParams(state)
  const kind = trashLists[state.type]
  // As above: the browser asks again for what is refused, and shows why.
  const found = await Promise.allSettled([
    rowsOf(kind, params, ctx).then((rows) => prefetched(rowsQuery(kind, params), rows)),
    ...trashTypes.map(async (type) => {
      const query = listQuery.parse({ limit: 0, include: 'deleted' })
      return prefetched(
        deletedTotalQuery(trashLists[type]),
        await listByQuery(definitionFor(trashLists[type]), query, ctx),
      )
    }),
  ])
  return found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
}

const filterTypes: Readonly<Record<FilterKey, readonly EntityType[]>> = {
  service: ['dashboardService'],
  owner: ['user', 'team'],
  tag: ['tag'],
  domain: ['domain'],
  entityStatus: [],
}

async function filterName(key: FilterKey, value: string | null, ctx: RequestContext): Promise<PrefetchedQuery[]> {
  if (value === null || value === '' || value === 'none') return []
  const found = await Promise.all(
    filterTypes[key].map((type) => ctx.store.findByFqns(type, [lookupFqn(type, value)])),
  ).catch(() => [])
  const [row] = await onlyVisible(found.flat(), (entity) => entity, ctx)
  if (row === undefined) return []
  const name =
    key === 'tag'
      ? tagName({ tagFQN: row.fullyQualifiedName, name: row.name, displayName: row.displayName ?? undefined, ...label })
      : shownName(row)
  return [prefetched(filterNameQuery(key, value), name)]
}

const label = { source: 'Classification', labelType: 'Manual', state: 'Confirmed' } as const
