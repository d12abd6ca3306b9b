/** The state of the trash in the address. */
import { type inferParserType, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { chartList, dashboardList, type ListKind, serviceList } from '@/components/catalogue/list-kinds'
import { pageSize, type RowParams } from '@/components/catalogue/list-url'
import type { EntityAddress } from '@/lib/model/entities/entity-address'

export const trashTypes = ['dashboards', 'charts', 'services'] as const
export type TrashType = (typeof trashTypes)[number]

export const trashLists: Readonly<Record<TrashType, ListKind>> = {
  dashboards: dashboardList,
  charts: chartList,
  services: serviceList,
}

export const trashUrl = {
  type: parseAsStringLiteral(trashTypes).withDefault('dashboards'),
  q: parseAsString.withDefault(''),
  after: parseAsString,
  before: parseAsString,
  page: parseAsInteger.withDefault(1),
}
export type TrashState = inferParserType<typeof trashUrl>

/** What the trash of a type is narrowed to. */
export const trashFilter = ({ q }: TrashState): RowParams => (q.trim() === '' ? {} : { q: q.trim().slice(0, 500) })

/** The call that answers the state: what went last comes first. */
export const trashParams = (state: TrashState): RowParams => ({
  limit: pageSize,
  sort: '-updatedAt',
  include: 'deleted',
  ...trashFilter(state),
  ...(state.after ? { after: state.after } : state.before ? { before: state.before } : {}),
})

/** Where deleted ones of the kind are, if the trash shows them; the first is what it opens with. */
export function trashHref({ def }: { readonly def: Pick<EntityAddress, 'type'> }): string | undefined {
  const type = trashTypes.find((name) => trashLists[name].def.type === def.type)
  if (type === undefined) return undefined
  return type === trashTypes[0] ? '/trash' : `/trash?type=${type}`
}
