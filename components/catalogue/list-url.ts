/** The state of a list in the address: read the same way on the server and in the browser. */
import { createParser, type inferParserType, parseAsInteger, parseAsString } from 'nuqs/server'
import type { ListParams } from '@/lib/client/queries'
import type { AccessSubject } from '@/lib/model/rules/subject-test'

export const pageSize = 50

/** Orders a person can choose; `-` in front turns one round. */
export const listSorts = ['displayName', '-displayName', 'name', '-name', '-updatedAt', 'updatedAt'] as const
export type ListSort = (typeof listSorts)[number]

/** One of these, or a custom property by the name of its field. */
const sortInAddress = createParser<string>({
  parse: (text) => (listSorts.some((sort) => sort === text) || /^-?extension:/.test(text) ? text : null),
  serialize: String,
})

/** Filters with one value each: a name, or `none` for things that have nothing of the kind. */
export const filterKeys = ['service', 'owner', 'tag', 'domain', 'entityStatus'] as const
export type FilterKey = (typeof filterKeys)[number]

/** No name of a field has a comma in it, and what stands for one in a name must stay as it is. */
const namesInAddress = createParser<readonly string[]>({
  parse: (text) => (text === '' ? [] : text.split(',')),
  serialize: (names) => names.join(','),
  eq: (one, other) => one.join() === other.join(),
})

export const listUrl = {
  q: parseAsString.withDefault(''),
  service: parseAsString,
  owner: parseAsString,
  tag: parseAsString,
  domain: parseAsString,
  entityStatus: parseAsString,
  /** What is asked of custom properties (`parsePropertyFilters`). */
  extension: parseAsString,
  sort: sortInAddress.withDefault('displayName'),
  after: parseAsString,
  before: parseAsString,
  /** Where a cursor leads, for "51–100 of 1,284"; it decides nothing. */
  page: parseAsInteger.withDefault(1),
  /** Columns that somebody chose, by the names of fields; without it, those that the list comes with. */
  cols: namesInAddress,
}
export type ListState = inferParserType<typeof listUrl>

/** Back to the first page, which every change of filter or order does. */
export const firstPage = { after: null, before: null, page: null } as const
/** No filter at all. */
export const noFilters = {
  q: null,
  service: null,
  owner: null,
  tag: null,
  domain: null,
  entityStatus: null,
  extension: null,
  ...firstPage,
} as const

/** What rows are asked for by; which members they have is up to the kind. */
export type RowParams = Omit<ListParams, 'fields'>

/** What a list in the page of something else is of: nobody can change it there. Callers keep it the same between renders. */
export interface Within {
  readonly by:
    | 'service'
    | 'owner'
    | 'tag'
    | 'domain'
    | 'dataProduct'
    | 'parent'
    | 'parentTeam'
    | 'glossary'
    | 'team'
    | 'importJob'
  readonly fqn: string
  /** With what belongs to something below it. */
  readonly below?: true | undefined
  /** After the noun: "in this service". */
  readonly words: string
  /** What the form of a new one starts with; without it, nothing is made from here. */
  readonly start?: Readonly<Record<string, string>> | undefined
  /** What they are in, where rights to make and change them go by it. */
  readonly holder?: AccessSubject | undefined
}

export const inService = (fqn: string): Within => ({
  by: 'service',
  fqn,
  words: 'in this service',
  start: { service: fqn },
})

/** The filters that ask for what is directly below something. */
export type TreeFilter = 'parent' | 'parentTeam' | 'directChildrenOf'

/** The call that answers the state; with `tree`, for what stands at its top. */
export function toListParams(state: ListState, within?: Within, tree?: TreeFilter): RowParams {
  return {
    limit: pageSize,
    sort: state.sort,
    ...(state.q.trim() !== '' && { q: state.q.trim().slice(0, 500) }),
    ...given('service', state.service),
    ...given('owner', state.owner),
    ...given('tag', state.tag),
    ...given('domain', state.domain),
    ...given('entityStatus', state.entityStatus),
    ...given('extension', state.extension),
    ...(tree === undefined ? placeOf(within) : within === undefined ? { top: 'true' } : { [tree]: within.fqn }),
    // A list has one cursor; an address with two was typed by hand.
    ...(state.after ? { after: state.after } : given('before', state.before)),
  }
}

/** The same without pages: everything that passes the filters. */
export function exportParams(state: ListState, within?: Within): RowParams {
  const { limit: _limit, after: _after, before: _before, ...query } = toListParams(state, within)
  return query
}

export const placeOf = (within: Within | undefined): RowParams =>
  within === undefined ? {} : { [within.by]: within.fqn, ...(within.below && { below: 'true' }) }

const given = (name: keyof RowParams, value: string | null): RowParams =>
  value === null || value === '' ? {} : { [name]: value }

export const isFiltered = (state: ListState): boolean =>
  state.q.trim() !== '' ||
  ([...filterKeys, 'extension'] as const).some((key) => state[key] !== null && state[key] !== '')

/** "51–100 of 1,284" */
export function rangeText(state: Pick<ListState, 'after' | 'before' | 'page'>, shown: number, total: number): string {
  const all = total.toLocaleString('en')
  const hasCursor = state.after !== null || state.before !== null
  // Without a page number in the address nobody can say how far along the cursor is.
  if (hasCursor && state.page <= 1) return `${shown} of ${all}`
  const first = hasCursor ? (state.page - 1) * pageSize + 1 : 1
  const last = first + shown - 1
  if (last > total) return `${shown} of ${all}`
  return `${first.toLocaleString('en')}–${last.toLocaleString('en')} of ${all}`
}
