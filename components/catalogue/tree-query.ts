import { infiniteQueryOptions } from '@tanstack/react-query'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { findRows, namesIn } from '@/components/catalogue/list-queries'
import { pageSize, type RowParams } from '@/components/catalogue/list-url'

/** What of a tree is asked for when a row is opened. */
export const childParams = ({ tree }: Pick<ListKind, 'tree'>, fqn: string, sort: string): RowParams => ({
  limit: pageSize,
  sort,
  ...(tree && { [tree]: fqn }),
})

/** What stands directly below one, a page at a time. The key begins with the collection, as that of rows. */
export const childPages = (kind: ListKind, fqn: string, sort: string) =>
  infiniteQueryOptions({
    queryKey: [kind.def.collection, 'below', namesIn(kind), fqn, sort] as const,
    queryFn: ({ signal, pageParam }) =>
      findRows(kind, { ...childParams(kind, fqn, sort), ...(pageParam !== '' && { after: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ paging }) => paging.after,
  })
