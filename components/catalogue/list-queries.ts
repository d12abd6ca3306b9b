import { queryOptions } from '@tanstack/react-query'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { type ColumnName, columnName, type RowPage } from '@/components/catalogue/list-row'
import {
  type FilterKey,
  type ListState,
  placeOf,
  type RowParams,
  type TreeFilter,
  toListParams,
  type Within,
} from '@/components/catalogue/list-url'
import { api, send } from '@/lib/client/api'
import { entityQueries } from '@/lib/client/queries'
import type { Entity } from '@/lib/model/entities/entity'
import type { Field } from '@/lib/model/fields/field'
import { shownName } from '@/lib/model/rules/shown-name'

/** Rows of which type, with which members. */
type Rows = Pick<ListKind, 'def' | 'members' | 'added'>

/** What rows are asked for by. */
export const namesIn = ({ members, added = [] }: Rows): readonly string[] => [
  ...members,
  ...added.map(({ name }) => name),
]

/** A page of rows, with what the kind shows of each. */
export const findRows = (kind: Rows, params: RowParams, signal?: AbortSignal): Promise<RowPage> =>
  send<RowPage>(`/api/x/entities/${kind.def.type}/rows`, {
    query: { ...params, members: namesIn(kind).join(',') },
    signal,
  })

/** The same, kept. The key begins with the collection, so that a write to the collection makes it stale. */
export const rowsQuery = (kind: Rows, params: RowParams) =>
  queryOptions({
    queryKey: [kind.def.collection, 'rows', namesIn(kind), params] as const,
    queryFn: ({ signal }) => findRows(kind, params, signal),
  })

/** The rows that an address asks for; with `tree`, those at its top. */
export const rowsQueryOf = (kind: ListKind, state: ListState, within?: Within, tree?: TreeFilter) =>
  rowsQuery(kind, toListParams(state, within, tree))

/** What columns can show. The key begins with the types, so that a new custom property makes it stale. */
export const listedFieldsQuery = ({ def }: { readonly def: Pick<ListKind['def'], 'type'> }) =>
  queryOptions({
    queryKey: ['types', 'listed', def.type] as const,
    queryFn: async ({ signal }) => {
      const answer = await send<{ data: Field[] }>(`/api/x/entities/${def.type}/fields`, { signal })
      return answer.data
    },
  })

/** How many there are, in the catalogue or in one place. */
export const totalQuery = (kind: Pick<ListKind, 'def'>, within?: Within) =>
  entityQueries(kind.def).list({ limit: 0, ...placeOf(within) })

/** How many are in the trash. */
export const deletedTotalQuery = (kind: ListKind) => entityQueries(kind.def).list({ limit: 0, include: 'deleted' })

/** What a filter's value is called. The server and the picker put it there; an unknown one is asked for. */
export const filterNameQuery = (key: FilterKey, value: string) =>
  queryOptions({
    queryKey: ['filterName', key, value] as const,
    queryFn: async ({ signal }) => {
      for (const path of filterPaths[key]) {
        const found = await api<Entity>(`${path}/name/${encodeURIComponent(value)}`, { signal }).catch(() => undefined)
        if (found !== undefined) return shownName(found)
      }
      return value
    },
    staleTime: 300_000,
  })

/** Collections in which the values of a filter are found. */
const filterPaths: Readonly<Record<FilterKey, readonly string[]>> = {
  service: ['services/dashboardServices'],
  owner: ['users', 'teams'],
  tag: ['tags'],
  domain: ['domains'],
  entityStatus: [],
}

/** What the rows hold or show. The key begins with the collection, so that a write to the collection makes it stale. */
export const contentsQuery = (kind: ListKind, ids: readonly string[]) =>
  queryOptions({
    queryKey: [kind.def.collection, 'contents', ids] as const,
    queryFn: async ({ signal }) => {
      const query = { ids: ids.join(','), ...(countsOwned(kind) && { owned: true }) }
      const answer = await api<{ data: Contents[] }>('contentCounts', { query, signal })
      return answer.data
    },
  })

/** Does the list show what its rows hold or show? */
export const countsContents = (kind: ListKind): boolean => counts(kind, 'dashboards', 'charts', 'owned')

/** Does it show what teams own? */
export const countsOwned = (kind: ListKind): boolean => counts(kind, 'owned')

const counts = ({ columns }: ListKind, ...names: readonly ColumnName[]): boolean =>
  columns.some((column) => names.includes(columnName(column)))

/** Living dashboards and charts in a service, charts on a dashboard, dashboards that show a chart; what a team owns. */
export interface Contents {
  readonly id: string
  readonly dashboards: number
  readonly charts: number
  readonly owned?: number
}
