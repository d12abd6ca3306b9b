/** Addresses of pages, each written down here only. */
import { addresses, addressOf } from '@/lib/model/entities/addresses'

/** Types that have pages of their own. */
export const pagedTypes = Object.values(addresses).flatMap((address) => ('folder' in address ? [address.type] : []))
export type PagedType = (typeof pagedTypes)[number]

const isPaged = (type: string): type is PagedType => pagedTypes.some((each) => each === type)

/** What is particular to a page of one thing: part of it, or its form. */
type Part = { readonly tab?: string | undefined; readonly edit?: boolean | undefined }

/** The list of a type. */
export const listHref = (type: PagedType): string =>
  `/${addressOf(type).isInSettings ? 'settings/' : ''}${addresses[type].folder}`

/** The type whose pages are in a folder; undefined when there are none. */
export const typeInFolder = (folder: string): PagedType | undefined =>
  pagedTypes.find((type) => addresses[type].folder === folder)

/** The page of one thing, by its fully qualified name. */
export function entityHref(type: PagedType, fullyQualifiedName: string, { tab, edit }: Part = {}): string {
  const page = `/${addresses[type].folder}/${encodeURIComponent(fullyQualifiedName)}`
  if (edit) return `${page}/edit`
  return tab === undefined ? page : `${page}?${new URLSearchParams({ tab })}`
}

/** The page of one thing, or undefined where its type has none. */
export const hrefOf = (type: string, fullyQualifiedName: string): string | undefined =>
  isPaged(type) ? entityHref(type, fullyQualifiedName) : undefined

/** The form for a new one, with what it starts with: `service`, `name`, or another one to copy (`from`). */
export function newHref(type: PagedType, start: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(start).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
  return given.length === 0 ? `${listHref(type)}/new` : `${listHref(type)}/new?${new URLSearchParams(given)}`
}

/** The address that outlives a name. */
export const permalink = (id: string): string => `/d/${id}`
