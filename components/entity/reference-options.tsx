'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { referenceName } from '@/components/entity/reference-name'
import { ServiceIcon } from '@/components/entity/service-icon'
import { Avatar } from '@/components/ui/avatar'
import type { ComboboxOption, LoadOptions } from '@/components/ui/use-options'
import { entityQueries, type ListParams } from '@/lib/client/queries'
import { referenceTo } from '@/lib/model/edits/draft'
import { type Chart, charts } from '@/lib/model/entities/chart'
import { type DashboardService, dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { type Domain, domains } from '@/lib/model/entities/domain'
import type { CreateEntity, Entity, EntityReference, EntityType } from '@/lib/model/entities/entity'
import { teams, users } from '@/lib/model/entities/person'
import { definitionOf } from '@/lib/model/entities/registry'

/** An option that stands for an entity. */
export interface ReferenceOption extends ComboboxOption {
  readonly reference: EntityReference
}

/** Name, and the fully qualified name below where it says more. */
export function referenceOption(reference: EntityReference, more: Partial<ComboboxOption> = {}): ReferenceOption {
  const label = referenceName(reference)
  const fqn = reference.fullyQualifiedName
  return { value: reference.id, label, ...(fqn !== label && fqn !== undefined && { detail: fqn }), ...more, reference }
}

type LoadReferences = LoadOptions<ReferenceOption>

/** Options shown for one search; more is found by typing more. */
const optionsMax = 20

/** Searches one entity type through the API; answers are kept for a while, so that opening a list again is instant. */
function useEntitySearch<E extends Entity, C extends CreateEntity>(
  def: EntityDefinition<E, C>,
  toOption: (entity: E) => ReferenceOption,
): (params: ListParams) => Promise<ReferenceOption[]> {
  const client = useQueryClient()
  return useCallback(
    async (params) => {
      const query = entityQueries(def).list({ limit: optionsMax, sort: 'displayName', ...params })
      const page = await client.fetchQuery(query)
      return page.data.map(toOption)
    },
    [client, def, toOption],
  )
}

const serviceOption = (service: DashboardService): ReferenceOption =>
  referenceOption(referenceTo('dashboardService', service), {
    icon: <ServiceIcon type={service.serviceType} />,
    detail: service.displayName ? `${service.name} · ${service.serviceType}` : service.serviceType,
  })

export function useServiceOptions(): LoadReferences {
  const search = useEntitySearch(dashboardServices, serviceOption)
  return useCallback((q) => search({ q }), [search])
}

const domainOption = (domain: Domain) => referenceOption(referenceTo('domain', domain))

export function useDomainOptions(): LoadReferences {
  const search = useEntitySearch(domains, domainOption)
  return useCallback((q) => search({ q }), [search])
}

/** What a custom property refers to that says nothing of types. */
const usualTypes: readonly EntityType[] = ['user', 'team', 'dashboard', 'chart']

/** Things of any of these types, grouped by type where there are several. */
export function useReferenceOptions(types: readonly EntityType[]): LoadReferences {
  const client = useQueryClient()
  const key = (types.length === 0 ? usualTypes : types).join(' ')
  return useCallback(
    async (q) => {
      const defs = key.split(' ').flatMap((type) => definitionOf(type as EntityType) ?? [])
      const pages = await Promise.all(
        defs.map((def) => client.fetchQuery(entityQueries(def).list({ limit: optionsMax, sort: 'displayName', q }))),
      )
      return pages.flatMap(({ data }, index) => {
        const { type = '', label } = defs[index] ?? {}
        const group = defs.length > 1 ? label : undefined
        return data.map((entity) => referenceOption(referenceTo(type, entity), group === undefined ? {} : { group }))
      })
    },
    [client, key],
  )
}

/** Owners, found or chosen: round people, square teams. */
export const ownerOption = (reference: EntityReference): ReferenceOption =>
  referenceOption(reference, {
    icon: <Avatar name={referenceName(reference)} shape={reference.type === 'team' ? 'square' : 'round'} />,
  })

const personOption = (user: Entity) => ({ ...ownerOption(referenceTo('user', user)), group: 'People' })
const teamOption = (team: Entity) => ({
  ...ownerOption(referenceTo('team', team)),
  group: 'Teams',
  teamType: team.teamType,
})

/** People that can sign in, bots left out. */
export function usePersonOptions(): LoadReferences {
  const people = useEntitySearch(users, personOption)
  return useCallback((q) => people({ q, isBot: false, limit: 10 }), [people])
}

/** People and the teams that can own things: those of type Group (docs/contract/rules.md#owners). */
export function useOwnerOptions(): LoadReferences {
  const people = useEntitySearch(users, personOption)
  const groups = useEntitySearch(teams, teamOption)
  return useCallback(
    async (q) => {
      const found = await Promise.all([people({ q, isBot: false, limit: 10 }), groups({ q, limit: 50 })])
      return [...found[0], ...found[1].filter((option) => 'teamType' in option && option.teamType === 'Group')]
    },
    [people, groups],
  )
}

const chartOption = (chart: Chart) => referenceOption(referenceTo('chart', chart))

/** Charts, those of the dashboard's own service first. */
export function useChartOptions(service: EntityReference | null): LoadReferences {
  const search = useEntitySearch(charts, chartOption)
  const [fqn, heading] = useMemo(
    () => [service?.fullyQualifiedName, service === null ? undefined : `In ${referenceName(service)}`],
    [service],
  )
  return useCallback(
    async (q) => {
      if (fqn === undefined) return search({ q })
      const own = (await search({ q, service: fqn })).map((option) => ({ ...option, group: heading }))
      if (q === '' || own.length >= optionsMax) return own
      const known = new Set(own.map((option) => option.value))
      const others = (await search({ q })).filter((option) => !known.has(option.value))
      return [...own, ...others.map((option) => ({ ...option, group: 'Other services' }))]
    },
    [search, fqn, heading],
  )
}
