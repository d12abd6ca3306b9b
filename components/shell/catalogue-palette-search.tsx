import { Search } from 'lucide-react'
import { chartList, dashboardList, type ListKind, serviceList } from '@/components/catalogue/list-kinds'
import { ServiceIcon } from '@/components/entity/service-icon'
import type { PaletteGroup, PaletteSearch } from '@/components/shell/palette'
import { api } from '@/lib/client/api'
import { entityHref } from '@/lib/client/links'
import type { EntityPage } from '@/lib/client/queries'
import type { Entity } from '@/lib/model/entities/entity'
import { shownName } from '@/lib/model/rules/shown-name'

const perKind = 5

/** Finds dashboards, services and charts by any word of their names. */
export const searchCatalogue: PaletteSearch = async (query, signal) => {
  const kinds = [dashboardList, serviceList, chartList]
  const groups = await Promise.allSettled(kinds.map((kind) => searchKind(kind, query, signal)))
  return groups.flatMap((group) => (group.status === 'fulfilled' ? [group.value] : []))
}

async function searchKind(kind: ListKind, query: string, signal: AbortSignal): Promise<PaletteGroup> {
  const { def, href, title, many } = kind
  const { data, paging } = await api<EntityPage<Entity>>(def.path, {
    query: { q: query.slice(0, 500), limit: perKind, sort: 'displayName' },
    signal,
  })
  const items = data.map((entity) => ({
    id: entity.id,
    label: shownName(entity),
    detail: entity.fullyQualifiedName,
    icon: <ServiceIcon type={typeof entity.serviceType === 'string' ? entity.serviceType : undefined} />,
    href: entityHref(def.type, entity.fullyQualifiedName ?? entity.name),
  }))
  if (paging.total <= items.length) return { heading: title, items }
  const all = {
    id: `all-${def.type}`,
    label: `All ${paging.total.toLocaleString('en')} ${many} with “${query}”`,
    icon: Search,
    href: `${href}?q=${encodeURIComponent(query)}`,
  }
  return { heading: title, items: [...items, all] }
}
