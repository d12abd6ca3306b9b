/** All roles and policies at once, and what a role lets people do: there are few of them. */
import { queryOptions } from '@tanstack/react-query'
import { referenceName } from '@/components/entity/reference-name'
import { api } from '@/lib/client/api'
import type { EntityPage } from '@/lib/client/queries'
import type { Entity, EntityReference } from '@/lib/model/entities/entity'
import { type Access, accessTo, type Operation, type PolicyRule } from '@/lib/model/rules/access'
import { shownName } from '@/lib/model/rules/shown-name'

export interface Role extends Entity {
  description?: string
  disabled?: boolean
  provider?: string
  policies?: EntityReference[]
}
export interface Policy extends Entity {
  description?: string
  enabled?: boolean
  provider?: string
  rules: PolicyRule[]
  teams?: EntityReference[]
  roles?: EntityReference[]
}

const rolesMax = 1000

const pageQuery = <E extends Entity>(collection: string, fields: string) =>
  queryOptions({
    queryKey: [collection, 'all', fields] as const,
    queryFn: ({ signal }) =>
      api<EntityPage<E>>(collection, { query: { fields, limit: rolesMax, sort: 'displayName' }, signal }),
  })

export const rolesQuery = pageQuery<Role>('roles', 'policies')
export const policiesQuery = pageQuery<Policy>('policies', 'teams,roles')

export const deletedRightsQuery = (collection: 'roles' | 'policies') =>
  queryOptions({
    queryKey: [collection, 'deleted'] as const,
    queryFn: ({ signal }) =>
      api<EntityPage<Entity>>(collection, {
        query: { include: 'deleted', limit: rolesMax, sort: 'displayName' },
        signal,
      }),
  })

/** People who have a role by themselves, and teams that give it by default. */
export const roleHoldersQuery = (id: string) =>
  queryOptions({
    queryKey: ['roles', 'holders', id] as const,
    queryFn: ({ signal }) =>
      api<{ users?: EntityReference[]; teams?: EntityReference[] }>(`roles/${id}`, {
        query: { fields: 'users,teams' },
        signal,
      }),
  })

/** Whom rules are asked for that is nobody but somebody with a role. */
const somebody = {
  id: '',
  name: '',
  isAdmin: false,
  isBot: false,
  caller: 'session',
  teamIds: [],
  domainIds: [],
} as const

/** Names of roles and teams, among others, that conditions ask for. */
const namesIn = (policies: readonly Policy[]): string[] =>
  policies.flatMap(({ rules }) =>
    rules.flatMap(({ condition = '' }) => [...condition.matchAll(/'([^']*)'/g)].map(([, name = '']) => name)),
  )

/** What rules say of an operation before it is known with what, and in which team somebody is. */
export type Says = 'always' | 'sometimes' | 'no' | 'never'

const saysOf: Readonly<Record<Access, Says>> = {
  allow: 'always',
  conditionalAllow: 'sometimes',
  conditionalDeny: 'sometimes',
  notAllow: 'no',
  deny: 'never',
}

/** What policies say of each operation on a type, by the code that decides. */
export function saidBy(policies: readonly Policy[], resource: string): ReadonlyMap<Operation, Says> {
  const granted = policies.filter(({ enabled }) => enabled !== false).map(({ name, rules }) => ({ name, rules }))
  const accessOf = (names: readonly string[]) =>
    accessTo({ ...somebody, roles: names, teams: names, policies: granted }, resource)
  const [inNone, inAll] = [accessOf([]), accessOf(namesIn(policies))]
  return new Map(
    inNone.map(({ operation, access }, index) => [
      operation,
      access === inAll[index]?.access ? saysOf[access] : 'sometimes',
    ]),
  )
}

/** The policies of a role; those of one that is disabled give nothing. */
function policiesOf(role: Role, policies: readonly Policy[]): Policy[] {
  const ids = new Set((role.policies ?? []).map(({ id }) => id))
  return role.disabled === true ? [] : policies.filter(({ id }) => ids.has(id))
}

/** Whoever has rules: by a role, or by being in a team. */
export interface Holder {
  readonly key: string
  readonly name: string
  readonly policies: readonly Policy[]
}

export const holdersOf = (roles: readonly Role[], policies: readonly Policy[]): Holder[] => {
  const teams = new Map(policies.flatMap(({ teams = [] }) => teams.map((team) => [team.id, team])))
  return [
    ...roles.map((role) => ({ key: role.id, name: shownName(role), policies: policiesOf(role, policies) })),
    ...[...teams.values()].map((team) => ({
      key: team.id,
      name: `Everybody in ${referenceName(team)}`,
      policies: policies.filter(({ teams = [] }) => teams.some(({ id }) => id === team.id)),
    })),
  ]
}
