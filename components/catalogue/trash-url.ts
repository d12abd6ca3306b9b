/** The state of the trash in the address. */
import { type inferParserType, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { pageSize } from '@/components/catalogue/list-url'
import type { ListParams } from '@/lib/client/queries'

export const trashKinds = ['dashboards', 'charts', 'services'] as const satisfies readonly ListKind[]

export const trashUrl = {
  type: parseAsStringLiteral(trashKinds).withDefault('dashboards'),
  q: parseAsString.withDefault(''),
  after: parseAsString,
  before: parseAsString,
  page: parseAsInteger.withDefault(1),
}
export type TrashState = inferParserType<typeof trashUrl>

/** The call that answers the state: what went last comes first. */
export const trashParams = ({ q, after, before }: TrashState): ListParams => ({
  limit: pageSize,
  sort: '-updatedAt',
  include: 'deleted',
  ...(q.trim() !== '' && { q: q.trim().slice(0, 500) }),
  ...(after ? { after } : before ? { before } : {}),
})

export const trashHref = (kind: ListKind): string => (kind === 'dashboards' ? '/trash' : `/trash?type=${kind}`)
