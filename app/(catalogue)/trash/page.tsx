import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { deletedPageOf } from '@/app/(catalogue)/first-page'
import { Trash } from '@/components/catalogue/trash'
import { trashUrl } from '@/components/catalogue/trash-url'
import { Prefetched } from '@/lib/client/prefetched'
import { pageContext } from '@/lib/http/page'

export const metadata: Metadata = { title: 'Trash' }

const loadState = createLoader(trashUrl)

export default async function TrashPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [ctx, state] = await Promise.all([pageContext(), loadState(searchParams)])
  return (
    <Prefetched queries={await deletedPageOf(state, ctx)}>
      <Trash />
    </Prefetched>
  )
}
