import type { ReactNode } from 'react'
import { chartList, dashboardList, serviceList } from '@/components/catalogue/list-kinds'
import { totalQuery } from '@/components/catalogue/list-queries'
import { SignedInShell } from '@/components/shell/signed-in-shell'
import { Prefetched, prefetched } from '@/lib/client/prefetched'
import { typeCounts } from '@/lib/entities/contents'
import { pageContext } from '@/lib/http/page'

/** Everything behind sign-in. */
export default async function CatalogueLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext()
  const { actor, store } = ctx
  const [counts, people] = await Promise.all([
    typeCounts(['dashboard', 'chart', 'dashboardService'], ctx),
    store.findByIds([actor.id]),
  ])
  const email = people[0]?.document.email
  const total = (type: keyof typeof counts) => ({ data: [], paging: { total: counts[type] } })
  return (
    <Prefetched
      queries={[
        prefetched(totalQuery(dashboardList), total('dashboard')),
        prefetched(totalQuery(chartList), total('chart')),
        prefetched(totalQuery(serviceList), total('dashboardService')),
      ]}
    >
      <SignedInShell actor={actor} email={typeof email === 'string' ? email : undefined}>
        {children}
      </SignedInShell>
    </Prefetched>
  )
}
