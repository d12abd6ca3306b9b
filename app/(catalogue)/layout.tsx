import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { totalQuery } from '@/components/catalogue/list-queries'
import { SignedInShell } from '@/components/shell/signed-in-shell'
import { parseTheme, themeCookie } from '@/components/shell/theme'
import { Prefetched, prefetched } from '@/lib/client/prefetched'
import { pageContext } from '@/lib/http/page'
import type { EntityType } from '@/lib/model/entity'

/** Everything behind sign-in. */
export default async function CatalogueLayout({ children }: { children: ReactNode }) {
  const { actor, store } = await pageContext()
  const [counts, people, jar] = await Promise.all([store.typeCounts(), store.findByIds([actor.id]), cookies()])
  const email = people[0]?.document.email
  const total = (type: EntityType) => ({ data: [], paging: { total: counts.get(type) ?? 0 } })
  return (
    <Prefetched
      queries={[
        prefetched(totalQuery('dashboards'), total('dashboard')),
        prefetched(totalQuery('charts'), total('chart')),
        prefetched(totalQuery('services'), total('dashboardService')),
      ]}
    >
      <SignedInShell
        actor={actor}
        email={typeof email === 'string' ? email : undefined}
        theme={parseTheme(jar.get(themeCookie)?.value)}
      >
        {children}
      </SignedInShell>
    </Prefetched>
  )
}
