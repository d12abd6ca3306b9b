/** How many rows a list has: from the totals that are kept where they say it, else counted, and known until the next commit. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { ListQuery, Within } from '@/lib/store/queries'
import { carrierTotal, isCounted } from '@/lib/store/sql/carrier-counts'
import { carriers, lacks, relatesItself } from '@/lib/store/sql/carriers'
import { seqsAmong, seqsOf, seqsWithin } from '@/lib/store/sql/counted-rows'
import type { Dialect } from '@/lib/store/sql/dialect'
import type { Counting, Following, KnownTotals } from '@/lib/store/sql/known-totals'
import { lackable, lackingCount } from '@/lib/store/sql/lacking'
import { asksRelationsAlone, isWhole, type ListParts, relatesPlainly } from '@/lib/store/sql/list-parts'
import { deletedMatchCount, matchCount } from '@/lib/store/sql/matches'
import { havingCount } from '@/lib/store/sql/properties'
import type { RowSet } from '@/lib/store/sql/row-set'
import { flagOf, type State } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'
import { decidedBy } from '@/lib/store/sql/within'

/** Of one state of deletion. */
export interface Count {
  readonly total: number
  /** All rows of the type, or of the type in the container. */
  readonly all: number
  /** Those that are counted, where these are known and not too many. */
  readonly rows?: RowSet | undefined
}

export function countEach(
  db: Kysely<Tables>,
  known: KnownTotals,
  list: ListParts,
  states: readonly State[],
): Promise<Count[]> {
  return Promise.all(states.map((state) => count(db, known, list, state)))
}

async function count(db: Kysely<Tables>, known: KnownTotals, list: ListParts, state: State): Promise<Count> {
  const kept = keptTotal(list, state)
  const { rows } = await sql<{ total: number; every: number }>`select ${kept ?? sql`0`} as total,
    ${allOf(list, state, false)} as every`.execute(db)
  const all = Number(rows[0]?.every)
  if (kept !== undefined) return { total: Number(rows[0]?.total), all }
  const { dialect, query, matches, place, filters, asked, inState } = list
  const inList = [inState(state), ...place]
  const seen = withinAlone(list)
  const follow: Following = {
    type: query.type,
    ...decidedBy(query.within),
    all: () => {
      if (seen !== undefined) return seqsWithin(db, dialect, seen, inList, list.askedBeside)
      const where = sql.join([...inList, ...filters], sql` and `)
      return [seqsOf(db, sql`${matches} select ${dialect.listed('e.seq')} as seqs from entity e where ${where}`)]
    },
    among: (seqs) => {
      const { containerId } = query
      const inContainer = containerId === undefined ? [] : [sql`e.container_id = ${containerId}`]
      return seqsAmong(db, list, seqs, [sql`e.deleted = ${flagOf(state)}`, ...inContainer, ...asked])
    },
  }
  const looked = async () => {
    const { rows } = await sql<{ total: number }>`${matches} select ${lookedTotal(list, state)} as total`.execute(db)
    return Number(rows[0]?.total)
  }
  // Signing in is no commit, after which a total would be counted anew.
  if (query.account !== undefined) return { total: await looked(), all }
  const counting: Counting = seen === undefined ? { count: looked, follow } : { follow }
  return { ...(await known.get([state, list.totalOf], counting)), all }
}

/** The rights that are asked of each row of the list, where nothing leads to fewer rows. */
const withinAlone = ({ query, areFew }: ListParts): Within | undefined =>
  query.text === undefined && query.containerIds === undefined && !query.related?.length && !areFew
    ? query.within
    : undefined

/** How many rows of the type have the text, deleted or not. */
export async function countMatching(
  db: Kysely<Tables>,
  dialect: Dialect,
  known: KnownTotals,
  query: ListQuery,
): Promise<number> {
  const { type, text = '', phrases } = query
  const matching = dialect.matching([type], text, phrases)
  const counting: Counting = {
    count: async () => {
      const { rows } = await sql<{ total: number }>`select
        ${matchCount(dialect, [type], 'all', text, { phrases })} as total`.execute(db)
      return Number(rows[0]?.total)
    },
    follow: {
      type,
      ...decidedBy(),
      all: () => [seqsOf(db, sql`select ${dialect.listed('k.seq')} as seqs from (${matching}) k`)],
      among: (seqs) => seqsAmong(db, { dialect, query }, seqs, []),
    },
  }
  return (await known.get([type, text, phrases], counting)).total
}

/** `visible`: without what is being deleted. */
const allOf = ({ query, isVisible }: ListParts, state: State, visible: boolean): RawBuilder<unknown> =>
  sql`(select coalesce(sum(total), 0) from entity_count e where type = ${query.type} and deleted = ${flagOf(state)}
    ${counterFilter({ query, isVisible: visible ? isVisible : undefined })})`

/** What of the kept totals counts: those of one container, or without what is being deleted. Begins with `and`, or is empty. */
const counterFilter = ({ query, isVisible }: Pick<ListParts, 'query' | 'isVisible'>): RawBuilder<unknown> => sql`
  ${query.containerId === undefined ? sql`` : sql`and e.container_id = ${query.containerId}`}
  ${isVisible === undefined ? sql`` : sql`and ${isVisible}`}`

/** As an expression; undefined where rows have to be counted. */
function keptTotal(list: ListParts, state: State): RawBuilder<unknown> | undefined {
  const { query, isVisible, rarest } = list
  const { type, text, related = [], unrelated = [] } = query
  if (text !== undefined || !asksRelationsAlone(query)) return undefined
  if (isWhole(query)) return allOf(list, state, true)
  if (related.length === 0 && unrelated.every((each) => lackable.includes(each)))
    return lackingCount(type, unrelated, [state], counterFilter(list))
  if (query.containerId !== undefined || isVisible !== undefined || !relatesPlainly(query)) return undefined
  if (rarest?.deleted === 0 && state === 'deleted') return sql`0`
  const [target, another] = rarest?.related.targetIds ?? []
  const isOne = related.length === 1 && unrelated.length === 0 && target !== undefined && another === undefined
  return isOne && rarest !== undefined && isCounted(rarest.related.relation)
    ? carrierTotal(type, rarest.related.relation, target, [state])
    : undefined
}

/** As an expression; what matches the text is at hand. */
function lookedTotal(list: ListParts, state: State): RawBuilder<unknown> {
  const { dialect, query, isVisible, matching, place, filters, inState } = list
  const matched = query.text && dialect.matching([query.type], query.text, query.phrases)
  const isWholeText = isVisible === undefined && query.containerId === undefined && isWhole(query)
  if (matched && matching !== undefined && isWholeText) {
    const deleted = deletedMatchCount(dialect, [query.type], matched)
    return state === 'deleted' ? deleted : sql`${sql.lit(matching)} - ${deleted}`
  }
  const { properties = [], ...others } = query
  const asksProperties = properties.length > 0 && query.text === undefined && isWhole(others)
  if (asksProperties && isVisible === undefined && query.containerId === undefined)
    return havingCount(dialect, query.type, state, properties, allOf(list, state, false))
  return (
    relatingTotal(list, state) ??
    sql`(select count(*) from entity e where ${sql.join([inState(state), ...place, ...filters], sql` and `)})`
  )
}

/** Of what has plain relations, counted among those that have the rarest, of which none is deleted. */
function relatingTotal(
  { dialect, query, isVisible, rarest }: ListParts,
  state: State,
): RawBuilder<unknown> | undefined {
  const { type, text, containerId, related = [], unrelated = [] } = query
  const isAskedAlone = text === undefined && containerId === undefined && isVisible === undefined
  if (!isAskedAlone || !asksRelationsAlone(query) || !relatesPlainly(query)) return undefined
  if (rarest?.deleted !== 0 || state === 'deleted') return undefined
  const others = related.filter((each) => each !== rarest.related)
  const conditions = [...others.map((each) => relatesItself(dialect, each)), ...unrelated.map((each) => lacks(each))]
  const each = rarest.related.targetIds.length === 1 ? sql`` : sql`distinct`
  return sql`(select count(*) from (select ${each} c.entity_id as id
    from (${carriers(dialect, type, rarest.related)}) c) e
    ${conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`})`
}
