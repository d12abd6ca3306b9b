import { z } from 'zod'
import { attachComputed } from '@/lib/entities/computed'
import type { RequestContext } from '@/lib/entities/context'
import { requireList } from '@/lib/entities/gate'
import { renderOptions, viewOperations } from '@/lib/entities/read'
import { render } from '@/lib/entities/render'
import { lookupFqn } from '@/lib/entities/resolve'
import { type FieldSelection, loadStates } from '@/lib/entities/state'
import { mapInTurns, takeTurns } from '@/lib/entities/turns'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity, Include } from '@/lib/model/entities/entity'
import { propertyKeys } from '@/lib/model/fields/property-key'
import { keyInOrder, type TimeOrder } from '@/lib/model/fields/time-order'
import { requireAdmin } from '@/lib/model/rules/access'
import { isRecord } from '@/lib/model/rules/is-record'
import { cursorKeyLengthMax, decodeCursor, encodeCursor } from '@/lib/model/wire/cursor'
import { badRequest } from '@/lib/model/wire/errors'
import { type ListQuery, propertyPosition, type SortField } from '@/lib/store/queries'
import type { StoredEntity } from '@/lib/store/rows'

interface SortProperty {
  readonly name: string
  readonly descending: boolean
  /** Of a text that says a time in another order. */
  readonly order?: TimeOrder | undefined
}

export interface ListOptions {
  readonly fields: FieldSelection
  readonly include: Include
  /** 0 asks for the total alone. */
  readonly limit: number
  readonly before?: string | undefined
  readonly after?: string | undefined
  /** FQN, plain name or id of the container: `service` of dashboards, `parent` of tags, `glossary` of terms. */
  readonly container?: string | undefined
  readonly text?: string | undefined
  /** `name` as the contract has it; `-` in front turns it round. */
  readonly sort?: string | undefined
  /** In place of `sort`: by a custom property. */
  readonly sortProperty?: SortProperty | undefined
  readonly properties?: ListQuery['properties']
  readonly related?: ListQuery['related']
  readonly unrelated?: ListQuery['unrelated']
  readonly documentEquals?: ListQuery['documentEquals']
  readonly uncontained?: ListQuery['uncontained']
  readonly writtenBy?: ListQuery['writtenBy']
  /** Of users; told to administrators alone. */
  readonly account?: ListQuery['account'] | undefined
}

export interface Page<E = Entity> {
  readonly data: E[]
  readonly paging: { readonly total: number; readonly before?: string; readonly after?: string }
}

const sortFields: readonly SortField[] = ['name', 'displayName', 'updatedAt']

function parseSort(sort: string | undefined): { sort: SortField; descending: boolean } {
  const descending = sort?.startsWith('-') === true
  const name = descending ? sort?.slice(1) : sort
  if (name === undefined) return { sort: 'name', descending: false }
  const known = sortFields.find((field) => field === name)
  if (known === undefined)
    throw badRequest(`Invalid sort ${sort}: use one of ${sortFields.join(', ')}, with - in front for descending`)
  return { sort: known, descending }
}

/** The value a cursor holds for a row. */
function sortKey(row: StoredEntity, sort: SortField, property: SortProperty | undefined): string | number {
  if (property !== undefined) {
    const { extension } = row.document
    const [key] = propertyKeys(isRecord(extension) ? extension[property.name] : undefined)
    return key === undefined
      ? propertyPosition.unvalued(row.name)
      : propertyPosition.valued(property.order === undefined ? key : keyInOrder(property.order, key))
  }
  if (sort === 'updatedAt') return row.updatedAt
  return sort === 'name' ? row.name : (row.displayName ?? row.name).toLowerCase().slice(0, cursorKeyLengthMax)
}

/** A page in list order with the true total (docs/contract/verbs.md#lists). Throws 400 for cursors that do not fit. */
export async function list(def: EntityDefinition, options: ListOptions, ctx: RequestContext): Promise<Page> {
  const { fields, include, limit, before, after } = options
  if (before !== undefined && after !== undefined)
    throw badRequest('Only one of before or after query parameter allowed')
  const { sortProperty, properties = [], account } = options
  if (account !== undefined) requireAdmin(ctx.actor)
  const { sort, descending } =
    sortProperty === undefined
      ? parseSort(options.sort)
      : { sort: 'name' as const, descending: sortProperty.descending }
  const container = await findContainer(def, options.container, ctx)
  const within = requireList(def.type, viewOperations(readBy(options)), ctx)
  if (container === 'none') return { data: [], paging: { total: 0 } }
  const turn = takeTurns()
  const page = await ctx.store.list({
    type: def.type,
    include,
    sort,
    descending,
    limit,
    ...(within !== undefined && { within }),
    ...(sortProperty !== undefined && { sortProperty: sortProperty.name }),
    ...(sortProperty?.order !== undefined && { sortOrder: sortProperty.order }),
    ...(properties.length > 0 && { properties }),
    ...(container !== undefined && { containerId: container.id }),
    ...(options.text !== undefined && options.text.trim() !== '' && { text: options.text }),
    ...(options.related !== undefined && { related: options.related }),
    ...(options.unrelated !== undefined && { unrelated: options.unrelated }),
    ...(options.uncontained === true && { uncontained: true }),
    ...(options.writtenBy !== undefined && { writtenBy: options.writtenBy }),
    ...(account !== undefined && def.type === 'user' && { account }),
    ...(options.documentEquals !== undefined && { documentEquals: options.documentEquals }),
    ...(after !== undefined && after !== '' && { after: decodeCursor(after) }),
    ...(before !== undefined && before !== '' && { before: decodeCursor(before) }),
  })
  await turn()
  const states = await loadStates(def, page.rows, fields, ctx)
  const shown = { ...renderOptions(options), inList: true }
  const data = await attachComputed(
    def,
    await mapInTurns(states, (state) => render(def, state, fields, ctx, shown)),
    fields,
    ctx,
  )
  return { data, paging: { total: page.total, ...cursors(page.rows, page.more, options, sort) } }
}

/** Whoever finds or sorts by a value learns it. */
const readBy = ({ fields, sortProperty, properties = [] }: ListOptions): FieldSelection =>
  fields === 'all' || (sortProperty === undefined && properties.length === 0)
    ? fields
    : new Set([...fields, 'extension'])

function cursors(
  rows: readonly StoredEntity[],
  more: boolean,
  { before, after, sortProperty }: ListOptions,
  sort: SortField,
) {
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined) return {}
  const backward = before !== undefined && before !== ''
  const hasBefore = backward ? more : after !== undefined && after !== ''
  const hasAfter = backward || more
  return {
    ...(hasBefore && { before: encodeCursor({ key: sortKey(first, sort, sortProperty), id: first.id }) }),
    ...(hasAfter && { after: encodeCursor({ key: sortKey(last, sort, sortProperty), id: last.id }) }),
  }
}

/** A name that matches nothing gives an empty list, not an error. */
async function findContainer(
  def: EntityDefinition,
  name: string | undefined,
  ctx: RequestContext,
): Promise<StoredEntity | undefined | 'none'> {
  if (name === undefined || name === '' || def.container === undefined) return undefined
  const { type } = def.container
  const [named] = await ctx.store.findByFqns(type, [lookupFqn(type, name)])
  if (named !== undefined) return named
  const found = z.uuid().safeParse(name).success ? await ctx.store.findByIds([name]) : []
  return found.find((row) => row.type === type) ?? 'none'
}
