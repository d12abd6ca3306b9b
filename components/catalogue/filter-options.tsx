import type { FilterKey } from '@/components/catalogue/list-url'
import { ServiceIcon } from '@/components/entity/service-icon'
import { tagName } from '@/components/entity/tag-name'
import { Avatar } from '@/components/ui/avatar'
import type { ComboboxOption, LoadOptions } from '@/components/ui/use-options'
import { api } from '@/lib/client/api'
import type { EntityPage } from '@/lib/client/queries'
import type { Entity } from '@/lib/model/entities/entity'
import { statuses } from '@/lib/model/rules/review'
import { shownName } from '@/lib/model/rules/shown-name'

/** How many options a picker shows; typing finds the others. */
const optionCount = 30

/** What each filter can be set to, by what is typed. */
export const filterOptions: Readonly<Record<FilterKey, LoadOptions>> = {
  service: async (query, signal) =>
    (await find('services/dashboardServices', query, signal)).map((entity) => ({
      ...toOption(entity),
      icon: <ServiceIcon type={typeof entity.serviceType === 'string' ? entity.serviceType : undefined} />,
    })),
  owner: async (query, signal) => {
    const [users, teams] = await Promise.all([
      find('users', query, signal, { isBot: 'false' }),
      find('teams', query, signal),
    ])
    return [
      ...teams.filter((team) => team.teamType === 'Group').map((team) => toPerson(team, 'square')),
      ...users.map((user) => toPerson(user, 'round')),
    ]
  },
  tag: async (query, signal) =>
    // Certification is an act with a date, not a label of this sort.
    (await find('tags', query, signal)).filter(isLabel).map((entity) => {
      const fqn = entity.fullyQualifiedName ?? entity.name
      const label = { tagFQN: fqn, name: entity.name, displayName: entity.displayName }
      const name = tagName({ ...label, source: 'Classification', labelType: 'Manual', state: 'Confirmed' })
      return { value: fqn, label: name, detail: fqn }
    }),
  domain: async (query, signal) => (await find('domains', query, signal)).map(toOption),
  entityStatus: async (query) =>
    statuses
      .filter((status) => status.toLowerCase().includes(query.toLowerCase()))
      .map((status) => ({ value: status, label: status })),
}

const isLabel = ({ fullyQualifiedName = '' }: Entity): boolean => !fullyQualifiedName.startsWith('Certification.')

async function find(
  path: string,
  q: string,
  signal: AbortSignal,
  more: Readonly<Record<string, string>> = {},
): Promise<Entity[]> {
  const page = await api<EntityPage<Entity>>(path, {
    query: { q, limit: optionCount, sort: 'displayName', ...more },
    signal,
  })
  return page.data
}

function toOption(entity: Entity): ComboboxOption {
  const value = entity.fullyQualifiedName ?? entity.name
  const label = shownName(entity)
  return { value, label, detail: value === label ? undefined : value }
}

const toPerson = (entity: Entity, shape: 'round' | 'square'): ComboboxOption => {
  const option = toOption(entity)
  return { ...option, detail: undefined, icon: <Avatar name={option.label} shape={shape} /> }
}
