/** The page round the list of any type: what its address asks for is there when the page comes. */

import { createLoader, type SearchParams } from 'nuqs/server'
import type { ComponentType } from 'react'
import { firstPageOf } from '@/app/(catalogue)/first-page'
import { CatalogueList } from '@/components/catalogue/catalogue-list'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { listUrl } from '@/components/catalogue/list-url'
import { Prefetched } from '@/lib/client/prefetched'
import { pageContext } from '@/lib/http/page'

export interface ListPageProps {
  searchParams: Promise<SearchParams>
}

const loadState = createLoader(listUrl)

/** A type's `(list)/page.tsx`. */
export async function ListPage({
  kind,
  List = CatalogueList,
  searchParams,
}: ListPageProps & { kind: ListKind; List?: ComponentType<{ kind: ListKind }> }) {
  const [ctx, state] = await Promise.all([pageContext(), loadState(searchParams)])
  return (
    <Prefetched queries={await firstPageOf(kind, state, ctx)}>
      <List kind={kind} />
    </Prefetched>
  )
}
