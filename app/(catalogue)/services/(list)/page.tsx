import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { firstPageOf } from '@/app/(catalogue)/first-page'
import { CatalogueList } from '@/components/catalogue/catalogue-list'
import { listUrl } from '@/components/catalogue/list-url'
import { Prefetched } from '@/lib/client/prefetched'
import { pageContext } from '@/lib/http/page'

export const metadata: Metadata = { title: 'Services' }

const loadState = createLoader(listUrl)

export default async function ServicesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [ctx, state] = await Promise.all([pageContext(), loadState(searchParams)])
  return (
    <Prefetched queries={await firstPageOf('services', state, ctx)}>
      <CatalogueList kind="services" />
    </Prefetched>
  )
}
