'use client'

import { useQuery } from '@tanstack/react-query'
import { blockedReason } from '@/components/entity/blocked-reason'
import { EntityName } from '@/components/entity/entity-name'
import { useActor } from '@/components/shell/actor-context'
import { PageNotFound } from '@/components/shell/page-not-found'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { entityHref, newHref } from '@/lib/client/links'
import { entityQueries } from '@/lib/client/queries'
import type { CreateDashboardService, DashboardService } from '@/lib/model/entities/dashboard-service'
import { dashboardAddress, dashboardServiceAddress } from '@/lib/model/entities/entity-address'
import { splitFqn, unquoteName } from '@/lib/model/rules/fqn'
import { nearestNames } from '@/lib/model/rules/nearest-names'

/** Candidates fetched to find near names among. */
const candidatesMax = 50

/** Nothing bears the name: what was asked for, what is called nearly so, and the way to make it. */
export function DashboardNotFound({ fqn }: { fqn: string }) {
  const actor = useActor()
  const [service, name] = partsOf(fqn)
  const container = useQuery({
    ...entityQueries<DashboardService, CreateDashboardService>(dashboardServiceAddress).byName(service ?? '', {
      fields: 'owners,domains',
    }),
    enabled: service !== undefined,
    retry: false,
  }).data
  const near = useNearNames(fqn, container?.fullyQualifiedName, name)
  const blocked = container === undefined ? undefined : blockedReason(actor, 'Create', dashboardAddress, container)
  const canBeCreated = container !== undefined && name !== undefined
  return (
    <PageNotFound
      title="There is no such dashboard"
      actions={
        <div className="mt-2 flex flex-wrap gap-2">
          {!canBeCreated ? null : blocked === undefined ? (
            <LinkButton variant="primary" href={newHref('dashboard', { service: container.fullyQualifiedName, name })}>
              Create it
            </LinkButton>
          ) : (
            <Button variant="primary" disabledReason={blocked}>
              Create it
            </Button>
          )}
          <LinkButton href="/dashboards" variant={canBeCreated ? 'secondary' : 'primary'}>
            Go to dashboards
          </LinkButton>
        </div>
      }
    >
      <p className="[overflow-wrap:anywhere]">
        Nothing in the catalogue is called{' '}
        <code dir="ltr" className="font-mono text-fg text-sm">
          {fqn}
        </code>
        . It may have been deleted permanently, or the link is incomplete.
      </p>
      {near.length === 0 ? null : (
        <section aria-labelledby="near-names" className="mt-4">
          <h2 id="near-names" className="font-semibold text-base text-fg">
            Nearly the same name
          </h2>
          <ul className="mt-2 grid gap-2">
            {near.map((dashboard) => (
              <li key={dashboard.id}>
                <EntityName
                  name={dashboard.name}
                  displayName={dashboard.displayName}
                  fullyQualifiedName={dashboard.fullyQualifiedName}
                  href={entityHref('dashboard', dashboard.fullyQualifiedName ?? dashboard.name)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </PageNotFound>
  )
}

/** Service FQN and plain name, as far as the text is a name at all. */
function partsOf(fqn: string): [service: string | undefined, name: string | undefined] {
  try {
    const [service, ...rest] = splitFqn(fqn)
    return [service, rest.length === 1 && rest[0] !== undefined ? unquoteName(rest[0]) : undefined]
  } catch {
    return [undefined, undefined]
  }
}

/** The three nearest among dashboards of the same service, and among those that share a word with the name. */
function useNearNames(fqn: string, service: string | undefined, name: string | undefined) {
  const queries = entityQueries(dashboardAddress)
  const inService = useQuery({
    ...queries.list({ service: service ?? '', limit: candidatesMax }),
    enabled: service !== undefined,
  })
  const words = useQuery({ ...queries.list({ q: name ?? fqn, limit: candidatesMax }), enabled: fqn !== '' })
  const candidates = new Map(
    [...(words.data?.data ?? []), ...(inService.data?.data ?? [])].map((dashboard) => [dashboard.id, dashboard]),
  )
  return nearestNames(fqn, [...candidates.values()], (dashboard) => dashboard.fullyQualifiedName ?? dashboard.name, 3)
}
