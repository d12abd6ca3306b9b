import { BookMarked, BookText, Boxes, Globe, type LucideIcon, Search, Tag, Tags, User, Users } from 'lucide-react'
import {
  classificationList,
  dataProductList,
  domainList,
  glossaryList,
  tagList,
  teamList,
  termList,
  userList,
} from '@/components/catalogue/governance-lists'
import { rowHref, rowName } from '@/components/catalogue/list-columns'
import { chartList, dashboardList, type ListKind, serviceList } from '@/components/catalogue/list-kinds'
import { findRows } from '@/components/catalogue/list-queries'
import type { ListMember } from '@/components/catalogue/list-row'
import { ServiceIcon } from '@/components/entity/service-icon'
import { type PaletteGroup, type PaletteScope, type PaletteSearch, readQuery } from '@/components/shell/palette'

/** What is looked for, in the order in which it is shown, and what stands before each. */
const places: readonly Place[] = [
  ...[dashboardList, serviceList, chartList].map((list) => ({ list, limit: 5, members: ['serviceType'] as const })),
  { list: classificationList, limit: 3, scope: 'tags', icon: Tags },
  { list: tagList, limit: 3, scope: 'tags', icon: Tag },
  { list: glossaryList, limit: 3, scope: 'tags', icon: BookMarked },
  { list: termList, limit: 3, scope: 'tags', icon: BookText },
  { list: domainList, limit: 3, icon: Globe },
  { list: dataProductList, limit: 3, icon: Boxes },
  { list: userList, limit: 3, scope: 'people', icon: User, isBot: false },
  { list: teamList, limit: 3, scope: 'people', icon: Users },
]

interface Place {
  readonly list: ListKind
  /** Rows of it that are shown. */
  readonly limit: number
  /** Narrowed to which it is looked for still. */
  readonly scope?: PaletteScope
  /** What the rows need besides their names. */
  readonly members?: readonly ListMember[]
  /** Without one, that of the tool. */
  readonly icon?: LucideIcon
  readonly isBot?: false
}

/** Finds what the catalogue has by any word of its names: only what whoever asks may see, as in the lists. */
export const searchCatalogue: PaletteSearch = async (query, signal) => {
  const { scope, words } = readQuery(query)
  const searched = places.filter((place) => scope === undefined || place.scope === scope)
  const groups = await Promise.allSettled(searched.map((place) => searchPlace(place, words, signal)))
  return groups.flatMap((group) => (group.status === 'fulfilled' ? [group.value] : []))
}

async function searchPlace(
  { list, limit, members = [], icon, scope: _, ...filter }: Place,
  words: string,
  signal: AbortSignal,
): Promise<PaletteGroup> {
  const { def, href, title, many } = list
  const params = { ...(words !== '' && { q: words.slice(0, 500) }), limit, sort: 'displayName', ...filter }
  const { data, paging } = await findRows({ def, members }, params, signal)
  const items = data.map((row) => ({
    id: row.id,
    label: rowName(row),
    detail: row.fullyQualifiedName,
    icon: icon ?? <ServiceIcon type={row.serviceType} />,
    href: rowHref(list, row),
  }))
  if (paging.total <= items.length) return { heading: title, items }
  const all = {
    id: `all-${def.type}`,
    label: `All ${paging.total.toLocaleString('en')} ${many}${words === '' ? '' : ` with “${words}”`}`,
    icon: Search,
    href: words === '' ? href : `${href}?q=${encodeURIComponent(words)}`,
  }
  return { heading: title, items: [...items, all] }
}
