'use client'

import { queryOptions, useQueries } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ReferenceLink } from '@/components/entity/reference-link'
import { RequestError } from '@/components/entity/request-error'
import { PageHeader } from '@/components/shell/page-header'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/link-button'
import { LoadingRegion, Skeleton } from '@/components/ui/skeleton'
import { api } from '@/lib/client/api'
import type { EntityPage } from '@/lib/client/queries'
import type { Entity, EntityReference } from '@/lib/model/entities/entity'
import type { PolicyRule } from '@/lib/model/rules/access'
import { ruleSentence } from '@/lib/model/rules/rule-words'
import { shownName } from '@/lib/model/rules/shown-name'

interface Role extends Entity {
  description?: string
  disabled?: boolean
  policies?: EntityReference[]
}
interface Policy extends Entity {
  description?: string
  enabled?: boolean
  rules: PolicyRule[]
  teams?: EntityReference[]
}

const rolesMax = 1000

const pageQuery = <E extends Entity>(collection: string, fields: string) =>
  queryOptions({
    queryKey: [collection, 'all', fields] as const,
    queryFn: ({ signal }) =>
      api<EntityPage<E>>(collection, { query: { fields, limit: rolesMax, sort: 'displayName' }, signal }),
  })

/** Roles, and what teams bring besides, with what each lets people do in sentences. */
export function RolesScreen() {
  const [roles, policies] = useQueries({
    queries: [pageQuery<Role>('roles', 'policies'), pageQuery<Policy>('policies', 'teams')],
  })
  const error = roles.error ?? policies.error
  const known = new Map(policies.data?.data.map((policy) => [policy.id, policy]))
  return (
    <>
      <PageHeader
        title="Roles and policies"
        actions={<LinkButton href="/settings/check-access">Check access</LinkButton>}
      >
        <p className="max-w-[68ch] text-muted text-sm">
          People are given roles, by themselves and through their teams. Each brings policies, whose rules add up; a
          rule that denies wins over all that allow.
        </p>
      </PageHeader>
      {error !== null ? (
        <div className="px-page">
          <RequestError
            title="The roles could not be loaded"
            error={error}
            onRetry={() => void Promise.all([roles.refetch(), policies.refetch()])}
            retrying={roles.isFetching || policies.isFetching}
          />
        </div>
      ) : roles.data === undefined || policies.data === undefined ? (
        <LoadingRegion label="roles" className="grid gap-6 border-line border-t px-page py-5">
          <Skeleton className="w-60" />
          <Skeleton className="w-96" />
        </LoadingRegion>
      ) : (
        <>
          {roles.data.data.map((role) => (
            <Section key={role.id} entity={role} state={role.disabled ? 'Disabled' : undefined}>
              {(role.policies ?? [])
                .flatMap(({ id }) => known.get(id) ?? [])
                .map((policy) => (
                  <Rules key={policy.id} policy={policy} />
                ))}
            </Section>
          ))}
          {policies.data.data
            .filter(({ teams = [] }) => teams.length > 0)
            .map((policy) => (
              <Section key={policy.id} entity={policy} state={policy.enabled === false ? 'Disabled' : undefined}>
                <p className="flex flex-wrap gap-x-2 text-sm">
                  <span className="text-muted">For everybody in</span>
                  {policy.teams?.map((team) => (
                    <ReferenceLink key={team.id} reference={team} />
                  ))}
                </p>
                <Rules policy={policy} />
              </Section>
            ))}
        </>
      )}
    </>
  )
}

interface SectionProps {
  entity: Entity & { description?: string }
  state: string | undefined
  children: ReactNode
}

function Section({ entity, state, children }: SectionProps) {
  return (
    <section aria-label={shownName(entity)} className="border-line border-t px-page py-5">
      <div className="grid max-w-[68ch] gap-2">
        <h2 className="flex flex-wrap items-center gap-2 font-semibold text-lg">
          <span dir="auto">{shownName(entity)}</span>
          {state === undefined ? null : <Badge tone="warning">{state}</Badge>}
        </h2>
        {entity.description === undefined || entity.description === '' ? null : (
          <p className="text-muted text-sm">{entity.description}</p>
        )}
        {children}
      </div>
    </section>
  )
}

const Rules = ({ policy }: { policy: Policy }) => (
  <ul aria-label={`Rules of ${shownName(policy)}`} className="grid list-disc gap-1 ps-4 text-sm marker:text-faint">
    {policy.rules.map((rule) => (
      <li key={rule.name} className="[overflow-wrap:anywhere]">
        {ruleSentence(rule)}
        {policy.enabled === false ? <span className="text-muted"> (policy disabled)</span> : null}
      </li>
    ))}
  </ul>
)
