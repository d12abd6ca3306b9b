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
import { ServiceIcon } from '@/components/entity/service-icon'
import { type PaletteGroup, type PaletteScope, type PaletteSearch, readQuery } from '@/components/shell/palette'
import { type Few, findFew } from '@/lib/client/few'

interface Place {
  readonly list: ListKind
  /** Rows of it that are shown. */
  readonly limit: number
  /** Narrowed to which it is looked for still. */
  readonly scope?: PaletteScope
  /** Without one, that of the tool. */
  readonly icon?: LucideIcon
}

/** What is looked for, in the order in which it is shown, and what stands before each. */
const places: readonly Place[] = [
  ...[dashboardList, serviceList, chartList].map((list) => ({ list, limit: 5 })),
  { list: classificationList, limit: 3, scope: 'tags', icon: Tags },
  { list: tagList, limit: 3, scope: 'tags', icon: Tag },
  { list: glossaryList, limit: 3, scope: 'tags', icon: BookMarked },
  { list: termList, limit: 3, scope: 'tags', icon: BookText },
  { list: domainList, limit: 3, icon: Globe },
  { list: dataProductList, limit: 3, icon: Boxes },
  { list: userList, limit: 3, scope: 'people', icon: User },
  { list: teamList, limit: 3, scope: 'people', icon: Users },
]

/** Finds what the catalogue has by any word of its names: only what whoever asks may see, as in the lists. */
export const searchCatalogue: PaletteSearch = async (query, signal) => {
  const { scope, words } = readQuery(query)
  const searched = places.filter((place) => place.scope === scope || scope === undefined)
  if (searched.length === 0) return []
  const types = searched.map(({ list }) => list.def.type)
  const few = await findFew({ q: words.slice(0, 500), types, limit: 5 }, signal)
  const byType = new Map(few.map((each) => [each.entityType, each]))
  return searched.flatMap((place) => {
    const found = byType.get(place.list.def.type)
    return found === undefined ? [] : [groupOf(place, found, words)]
  })
}

function groupOf({ list, limit, icon }: Place, { rows, total }: Few, words: string): PaletteGroup {
  const { def, href, title, many } = list
  const items = rows.slice(0, limit).map((row) => ({
    id: row.id,
    label: rowName(row),
    detail: row.fullyQualifiedName,
    icon: icon ?? <ServiceIcon type={row.serviceType} />,
    href: rowHref(list, row),
  }))
  if (total <= items.length) return { heading: title, items }
  const all = {
    id: `all-${def.type}`,
    label: `All ${total.toLocaleString('en')} ${many}${words === '' ? '' : ` with “${words}”`}`,
    icon: Search,
    href: words === '' ? href : `${href}?q=${encodeURIComponent(words)}`,
  }
  return { heading: title, items: [...items, all] }
}
