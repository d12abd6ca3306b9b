import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useEffect, useMemo } from 'react'
import { withChosen } from '@/components/catalogue/list-choice'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { listedFieldsQuery, rowsQueryOf, totalQuery } from '@/components/catalogue/list-queries'
import {
  type FilterKey,
  firstPage,
  isFiltered,
  type ListState,
  listSorts,
  listUrl,
  noFilters,
  type Within,
} from '@/components/catalogue/list-url'

/** A list as its parts see it: what is asked for, what came, and how to ask for something else. */
export type CatalogueListModel = ReturnType<typeof useCatalogueList>

/** The state in the address, the page of rows it stands for, and the next one fetched ahead. */
export function useCatalogueList(original: ListKind, within?: Within) {
  const [state, setState] = useQueryStates(listUrl, { history: 'push' })
  const { cols } = state
  const { data: fields } = useQuery({ ...listedFieldsQuery(original), enabled: cols !== null })
  const kind = useMemo(() => withChosen(original, cols, fields), [original, cols, fields])
  // Searched, a list is flat, and so it is for somebody who may see what is below and not what is above.
  const asked = isFiltered(state) ? undefined : kind.tree
  const tops = useQuery({ ...rowsQueryOf(kind, state, within, asked), enabled: asked !== undefined })
  const tree = tops.data?.paging.total === 0 ? undefined : asked
  const all = useQuery({ ...totalQuery(kind, within), enabled: tree !== undefined })
  const query = useQuery({ ...rowsQueryOf(kind, state, within, tree), placeholderData: keepPreviousData })
  const page = query.data
  const { after, before } = query.isPlaceholderData ? {} : (page?.paging ?? {})
  const queryClient = useQueryClient()
  useEffect(() => {
    if (after === undefined) return
    void queryClient.prefetchQuery(rowsQueryOf(kind, { ...state, after, before: null }, within, tree))
  }, [queryClient, kind, state, within, tree, after])

  const turn = (change: Partial<Pick<ListState, 'after' | 'before' | 'page'>>) => {
    void setState({ ...firstPage, ...change })
    window.scrollTo({ top: 0 })
  }
  return {
    kind,
    /** As it comes, without what somebody chose. */
    original,
    within,
    state,
    query,
    rows: page?.data ?? [],
    total: page?.paging.total,
    /** Of the rows what stands at the top of a tree is shown: how many there are with all below, too. */
    tree,
    count: (tree === undefined ? page : all.data)?.paging.total,
    isFiltered: isFiltered(state),
    /** Old rows stand in for new ones that are on their way. */
    isRefreshing: query.isPlaceholderData && query.fetchStatus === 'fetching',
    /** Typing replaces the address, choosing adds to the way back. */
    search: (q: string) => void setState({ q, ...firstPage }, { history: 'replace' }),
    filter: (change: Partial<Record<FilterKey | 'extension', string | null>>) =>
      void setState({ ...change, ...firstPage }),
    clearFilters: () => void setState(noFilters),
    /** Columns by name; null for those that the list comes with. */
    showColumns: (names: readonly string[] | null) => void setState({ cols: names }, { history: 'replace' }),
    toFirstPage: () => turn({}),
    sortBy: (sort: ListState['sort']) => void setState({ sort, ...firstPage }),
    /** A header: its own direction first, the other one when it already rules. */
    toggleSort: (column: string) => {
      const own = listSorts.find((sort) => sort.replace('-', '') === column) ?? column
      const other = own.startsWith('-') ? column : `-${column}`
      void setState({ sort: state.sort === own ? other : own, ...firstPage })
    },
    next: after === undefined ? undefined : () => turn({ after, page: state.page + 1 }),
    // The first page has no cursor: it begins with what has come before it since.
    previous: before === undefined ? undefined : () => turn(state.page <= 2 ? {} : { before, page: state.page - 1 }),
  }
}
