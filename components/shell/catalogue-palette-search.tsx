import { Search } from 'lucide-react'
import { rowHref, rowName } from '@/components/catalogue/list-columns'
import { chartList, dashboardList, type ListKind, serviceList } from '@/components/catalogue/list-kinds'
import { findRows } from '@/components/catalogue/list-queries'
import { ServiceIcon } from '@/components/entity/service-icon'
import type { PaletteGroup, PaletteSearch } from '@/components/shell/palette'

const perKind = 5

/** Finds dashboards, services and charts by any word of their names. */
export const searchCatalogue: PaletteSearch = async (query, signal) => {
  const kinds = [dashboardList, serviceList, chartList]
  const groups = await Promise.allSettled(kinds.map((kind) => searchKind(kind, query, signal)))
  return groups.flatMap((group) => (group.status === 'fulfilled' ? [group.value] : []))
}

async function searchKind(kind: ListKind, query: string, signal: AbortSignal): Promise<PaletteGroup> {
  const { def, href, title, many } = kind
  const { data, paging } = await findRows(kind, { q: query.slice(0, 500), limit: perKind, sort: 'displayName' }, signal)
  const items = data.map((row) => ({
    id: row.id,
    label: rowName(row),
    detail: row.fullyQualifiedName,
    icon: <ServiceIcon type={row.serviceType} />,
    href: rowHref(kind, row),
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
