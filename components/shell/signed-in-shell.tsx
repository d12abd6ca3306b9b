'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { totalQuery } from '@/components/catalogue/list-queries'
import { blockedReason } from '@/components/entity/blocked-reason'
import { ActorProvider } from '@/components/shell/actor-context'
import { AppShell } from '@/components/shell/app-shell'
import { addresses } from '@/lib/model/entities/addresses'
import type { Actor } from '@/lib/model/rules/access'

interface SignedInShellProps {
  actor: Actor
  email?: string | undefined
  children: ReactNode
}

/** The shell with what is particular to this person and this catalogue: rights, counts, search, signing out. */
export function SignedInShell({ actor, email, children }: SignedInShellProps) {
  // One by one: what asks many at once would be in the script of every page.
  const dashboards = useQuery(totalQuery({ def: addresses.dashboard }))
  const charts = useQuery(totalQuery({ def: addresses.chart }))
  const services = useQuery(totalQuery({ def: addresses.dashboardService }))
  const dashboardReason = blockedReason(actor, 'Create', addresses.dashboard)
  return (
    <ActorProvider actor={actor}>
      <AppShell
        user={{ name: actor.name, displayName: actor.displayName, email, role: roleText(actor) }}
        counts={{
          ...count('dashboards', dashboards.data),
          ...count('charts', charts.data),
          ...count('services', services.data),
        }}
        createBlocked={{
          ...blocked('dashboard', dashboardReason),
          ...blocked('chart', blockedReason(actor, 'Create', addresses.chart)),
          ...blocked('service', blockedReason(actor, 'Create', addresses.dashboardService)),
          ...blocked('import', dashboardReason),
        }}
        onSignOut={signOut}
      >
        {children}
      </AppShell>
    </ActorProvider>
  )
}

const count = <Key extends string>(key: Key, page: { paging: { total: number } } | undefined) =>
  page === undefined ? {} : { [key]: page.paging.total }

const blocked = (kind: string, reason: string | undefined) => (reason === undefined ? {} : { [kind]: reason })

/** "Administrator", or the first role in words: `DataSteward` → "Data steward". */
function roleText({ isAdmin, roles: [first] }: Actor): string {
  if (isAdmin) return 'Administrator'
  if (first === undefined) return 'Reader'
  const words = first.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Ends the session and forgets everything this window has loaded. */
async function signOutNow(): Promise<void> {
  await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  }).catch(() => undefined)
  window.location.assign('/sign-in')
}
const signOut = () => void signOutNow()
