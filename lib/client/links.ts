/** Addresses of pages, each written down here only. */

/** Types that have pages of their own, and the folder where they are. */
export const folders = {
  dashboard: 'dashboards',
  chart: 'charts',
  dashboardService: 'services',
  user: 'users',
  team: 'teams',
  classification: 'classifications',
  tag: 'tags',
  glossary: 'glossaries',
  glossaryTerm: 'terms',
  domain: 'domains',
  dataProduct: 'data-products',
} as const
export type PagedType = keyof typeof folders

/** Types that are listed and made in the settings. */
const inSettings: ReadonlySet<string> = new Set<PagedType>([
  'user',
  'team',
  'classification',
  'tag',
  'glossary',
  'glossaryTerm',
  'domain',
  'dataProduct',
])

const isPaged = (type: string): type is PagedType => Object.hasOwn(folders, type)

/** What is particular to a page of one thing: part of it, or its form. */
type Part = { readonly tab?: string | undefined; readonly edit?: boolean | undefined }

/** The list of a type. */
export const listHref = (type: PagedType): string =>
  inSettings.has(type) ? `/settings/${folders[type]}` : `/${folders[type]}`

/** The type whose pages are in a folder; undefined when there are none. */
export const typeInFolder = (folder: string): PagedType | undefined =>
  (Object.keys(folders) as PagedType[]).find((type) => folders[type] === folder)

/** The page of one thing, by its fully qualified name. */
export function entityHref(type: PagedType, fullyQualifiedName: string, { tab, edit }: Part = {}): string {
  const page = `/${folders[type]}/${encodeURIComponent(fullyQualifiedName)}`
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
