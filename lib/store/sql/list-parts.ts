/** What a list asks for, as the parts of its statements. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { ListQuery, PropertyTest } from '@/lib/store/queries'
import { accountIs } from '@/lib/store/sql/accounts'
import {
  carriers,
  containersOf,
  isPlain,
  lacks,
  type Rarest,
  type Related,
  rarestOf,
  relatedIds,
  relatesItself,
} from '@/lib/store/sql/carriers'
import type { Dialect } from '@/lib/store/sql/dialect'
import { countOfLacking, lackable, lackingIds } from '@/lib/store/sql/lacking'
import { fewHave, having, isHaving } from '@/lib/store/sql/properties'
import { flagOf, type State } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'
import { passes } from '@/lib/store/sql/within'

export interface ListParts {
  readonly dialect: Dialect
  readonly query: ListQuery
  /** Goes in front; nothing without a text. */
  readonly matches: RawBuilder<unknown>
  /** Where the rows stand in the order of the list: of the type, and in the container if one is given. */
  readonly place: readonly RawBuilder<unknown>[]
  /** Everything else but deletion, with the rarest of plain relations as a way to the rows. */
  readonly filters: readonly RawBuilder<unknown>[]
  /** The same but for the text, asked of rows that are at hand. */
  readonly asked: readonly RawBuilder<unknown>[]
  /** The same without rights. */
  readonly askedBeside: readonly RawBuilder<unknown>[]
  /** The same as questions to so many rows, where plain relations are all that is asked for. */
  readonly questions: ((rows: number) => RawBuilder<unknown>[]) | undefined
  /** Containers whose contents count as deleted. */
  readonly hidden: readonly string[]
  /** Given where something is hidden: then what is counted beforehand is too much. */
  readonly isVisible: RawBuilder<boolean> | undefined
  /** Of the targets that are asked for, the one that the fewest relate to. */
  readonly rarest: Rarest | undefined
  /** How many rows of the type have the text, deleted or not; undefined where that is not known. */
  readonly matching: number | undefined
  /** Whether the rows are looked up one by one: from what they relate to, what they lack, or the text that they have. */
  readonly areFew: boolean
  /** All that the total of a state of deletion depends on. */
  readonly totalOf: unknown
  inState(state: State): RawBuilder<unknown>
}

export async function partsOf(
  db: Kysely<Tables>,
  dialect: Dialect,
  wanted: ListQuery,
  matches: RawBuilder<unknown>,
  hidden: readonly string[],
  matching?: number,
): Promise<ListParts> {
  const query = await settled(db, dialect, wanted)
  const isVisible = query.seesHidden === true || query.include !== 'non-deleted' ? undefined : outside(dialect, hidden)
  const rarest = await rarestOf(db, dialect, query)
  const relating = rarest && rarest.living + (rarest.deleted ?? 0)
  const byText = query.text !== undefined && (await leadsFurther(db, query, matching, relating))
  const relateFew = byText ? matching !== undefined && matching <= lookedUpMax : (relating ?? Infinity) <= lookedUpMax
  const lackedByFew = relateFew ? undefined : await fewLack(db, query)
  const hadByFew = relateFew || lackedByFew !== undefined ? undefined : await fewHave(db, dialect, query, lookedUpMax)
  const isWrittenFew = await fewWritten(db, query)
  const areFew = relateFew || lackedByFew !== undefined || hadByFew !== undefined || isWrittenFew
  const isLookedUp = areFew || byText || (query.text !== undefined && rarest !== undefined)
  const column: Column = isLookedUp ? dialect.inRow : sql.raw
  const inState = (state: State) => sql`${column('e.deleted')} = ${flagOf(state)}`
  const place = [sql`${column('e.type')} = ${query.type}`]
  if (query.containerId !== undefined) place.push(sql`${column('e.container_id')} = ${query.containerId}`)
  const filters = conditions(dialect, query, isVisible, {
    lackedByFew,
    hadByFew,
    isWrittenFew,
    rarest: byText ? undefined : rarest,
  })
  if (query.text !== undefined) {
    const matched = sql`select seq from m`
    const leads = byText && lackedByFew === undefined && hadByFew === undefined && !isWrittenFew
    filters.push(leads ? dialect.isAmong('e.seq', matched) : dialect.isAmongAsked('e.seq', matched))
  }
  const { within, ...others } = query
  const askedBeside = conditions(dialect, others, isVisible)
  const asked = within === undefined ? askedBeside : [...askedBeside, passes(dialect, within)]
  const plainly =
    isVisible === undefined && query.text === undefined && asksRelationsAlone(query) && relatesPlainly(query)
  // Who has the rarest lies together in an index: where they are not many more than the rows, all are read beforehand.
  const readBefore = (rows: number) => (relating !== undefined && relating <= 2 * rows ? rarest?.related : undefined)
  const questions = plainly
    ? (rows: number) => conditions(dialect, query, isVisible, { lackedByFew, readBefore: readBefore(rows) })
    : undefined
  const totalOf = { ...query, ...unasked, hidden: isVisible && hidden }
  return {
    dialect,
    query,
    matches,
    place,
    filters,
    asked,
    askedBeside,
    questions,
    hidden,
    isVisible,
    rarest,
    matching,
    areFew,
    totalOf,
    inState,
  }
}

/** What of a query says which page is wanted: totals do not depend on it. */
const unasked = {
  include: undefined,
  sort: undefined,
  sortProperty: undefined,
  sortOrder: undefined,
  descending: undefined,
  limit: undefined,
  after: undefined,
  before: undefined,
  uncounted: undefined,
} satisfies Partial<Record<keyof ListQuery, undefined>>

/** Whether fewer rows have the text than have the relation that is asked for, or are in the container. */
async function leadsFurther(
  db: Kysely<Tables>,
  { type, containerId }: ListQuery,
  matching = Infinity,
  relating = Infinity,
): Promise<boolean> {
  if (matching > relating) return false
  if (containerId === undefined) return true
  const { rows } = await sql<{ total: number }>`select coalesce(sum(total), 0) as total from entity_count
    where type = ${type} and container_id = ${containerId}`.execute(db)
  return matching <= Number(rows[0]?.total)
}

type Column = (name: string) => RawBuilder<unknown>

/** So many at most are looked up and sorted; where more relate, the type is gone through in the order of the list. */
export const lookedUpMax = 1_000

/** With the containers that have what is inherited; nearly always there are none, and only the entities' own counts. */
async function settled(db: Kysely<Tables>, dialect: Dialect, query: ListQuery): Promise<ListQuery> {
  if (query.related?.some(({ inherited }) => inherited === true) !== true) return query
  const related: Related[] = []
  for (const each of query.related) {
    const containers = each.inherited === true ? await containersOf(db, dialect, query.type, each) : []
    const { inherited: _, ...own } = each
    related.push(containers.length === 0 ? own : { ...each, containers })
  }
  return { ...query, related }
}

/** Of what the list is to lack, a relation that few lack. */
async function fewLack(db: Kysely<Tables>, { type, unrelated = [] }: ListQuery): Promise<string | undefined> {
  for (const relation of unrelated.filter((each) => lackable.includes(each)))
    if ((await countOfLacking(db, type, relation)) <= lookedUpMax) return relation
  return undefined
}

/** Whether the job that is asked for has written so few versions that they lead to the rows. */
async function fewWritten(db: Kysely<Tables>, { writtenBy }: ListQuery): Promise<boolean> {
  if (writtenBy === undefined) return false
  const { rows } = await sql`select 1 from job_version v where v.job_id = ${writtenBy}
    limit ${sql.lit(lookedUpMax + 1)}`.execute(db)
  return rows.length <= lookedUpMax
}

/** Nearly always there is nothing to leave out. */
const outside = (dialect: Dialect, containers: readonly string[]): RawBuilder<boolean> | undefined =>
  containers.length === 0
    ? undefined
    : sql<boolean>`(e.container_id is null or not ${dialect.isOneOf('e.container_id', containers)})`

/** What leads to the rows, and is not asked of each. */
interface Leading {
  readonly lackedByFew?: string | undefined
  readonly hadByFew?: PropertyTest | undefined
  readonly isWrittenFew?: boolean
  readonly rarest?: Rarest | undefined
  readonly readBefore?: Related | undefined
}

function conditions(
  dialect: Dialect,
  query: ListQuery,
  isVisible: RawBuilder<boolean> | undefined,
  { lackedByFew, hadByFew, isWrittenFew = false, rarest, readBefore }: Leading = {},
): RawBuilder<unknown>[] {
  const filters: RawBuilder<unknown>[] = []
  if (isVisible !== undefined) filters.push(isVisible)
  if (query.uncontained === true) filters.push(sql`e.container_id is null`)
  if (query.containerIds !== undefined) filters.push(dialect.isOneOf('e.container_id', query.containerIds))
  if (query.within !== undefined) filters.push(passes(dialect, query.within))
  if (query.writtenBy !== undefined) {
    const written = sql`select v.entity_id from job_version v where v.job_id = ${query.writtenBy}`
    filters.push(isWrittenFew ? dialect.isAmong('e.id', written) : dialect.isAmongAsked('e.id', written))
  }
  for (const related of query.related ?? []) {
    if (isPlain(related) && related !== rarest?.related) {
      filters.push(
        related === readBefore
          ? dialect.isAmongAsked('e.id', carriers(dialect, query.type, related))
          : relatesItself(dialect, related),
      )
      continue
    }
    const { relation, targetIds, orNone } = related
    const relates = dialect.isAmong('e.id', relatedIds(dialect, query.type, related))
    filters.push(
      orNone === true
        ? sql`(${relates} or (${lacks(relation)} and not ${dialect.isOneOf('e.id', targetIds)}))`
        : relates,
    )
  }
  for (const relation of query.unrelated ?? [])
    filters.push(relation === lackedByFew ? dialect.isAmong('e.id', lackingIds(query.type, relation)) : lacks(relation))
  for (const asked of query.properties ?? [])
    filters.push(
      asked === hadByFew ? dialect.isAmong('e.id', having(dialect, query.type, asked)) : isHaving(dialect, asked),
    )
  if (query.account !== undefined) filters.push(accountIs(query.account))
  for (const [member, value] of Object.entries(query.documentEquals ?? {}))
    filters.push(dialect.documentEquals('e', member, value))
  return filters
}

/** Whether nothing is asked of the rows but what they relate to, what they lack, and a text. */
export const asksRelationsAlone = ({
  within,
  uncontained,
  containerIds,
  properties = [],
  account,
  documentEquals = {},
  writtenBy,
}: ListQuery): boolean =>
  within === undefined &&
  account === undefined &&
  uncontained !== true &&
  containerIds === undefined &&
  writtenBy === undefined &&
  properties.length === 0 &&
  Object.keys(documentEquals).length === 0

/** Whether a list asks for everything of its type that has the text, if any: then its total needs no looking at rows. */
export const isWhole = (query: ListQuery): boolean =>
  asksRelationsAlone(query) && !query.related?.length && !query.unrelated?.length

/** Whether the targets of plain relations say all of it. */
export const relatesPlainly = ({ related = [] }: ListQuery): boolean => related.length > 0 && related.every(isPlain)
