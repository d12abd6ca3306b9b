/** How many rows a list has: from the totals that are kept or from an index where they say it, else by looking. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { carrierTotal, isCounted } from '@/lib/store/sql/carrier-counts'
import { carriers, lacks, relatesItself } from '@/lib/store/sql/carriers'
import { lackable, lackingCount } from '@/lib/store/sql/lacking'
import { asksRelationsAlone, isWhole, type ListParts, relatesPlainly } from '@/lib/store/sql/list-parts'
import { matchCount } from '@/lib/store/sql/matches'
import { flagOf, type State } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'

/** Of one state of deletion. */
export interface Count {
  readonly total: number
  /** All rows of the type, or of the type in the container; 0 where no relation is asked for. */
  readonly all: number
}

/** Of each state of deletion. */
export async function countEach(db: Kysely<Tables>, list: ListParts, states: readonly State[]): Promise<Count[]> {
  const { query, matches } = list
  const counted = query.text === undefined && isWhole(query)
  const selects = states.map((state, at) => {
    const all = allOf(list, state, counted)
    return sql`select ${sql.lit(at)} as place, ${counted ? all : totalOf(list, state)} as total,
      ${query.related?.length ? all : sql`0`} as every`
  })
  const { rows } = await sql<{ place: number; total: number; every: number }>`${matches}
    ${sql.join(selects, sql` union all `)}`.execute(db)
  return rows
    .toSorted((a, b) => a.place - b.place)
    .map(({ total, every }) => ({ total: Number(total), all: Number(every) }))
}

/** `visible`: without what is being deleted. */
const allOf = ({ query, isVisible }: ListParts, state: State, visible: boolean): RawBuilder<unknown> =>
  sql`(select coalesce(sum(total), 0) from entity_count e where type = ${query.type} and deleted = ${flagOf(state)}
    ${counterFilter({ query, isVisible: visible ? isVisible : undefined })})`

/** What of the kept totals counts: those of one container, or without what is being deleted. Begins with `and`, or is empty. */
const counterFilter = ({ query, isVisible }: Pick<ListParts, 'query' | 'isVisible'>): RawBuilder<unknown> => sql`
  ${query.containerId === undefined ? sql`` : sql`and e.container_id = ${query.containerId}`}
  ${isVisible === undefined ? sql`` : sql`and ${isVisible}`}`

/** As an expression; what matches the text is at hand. */
export function totalOf(list: ListParts, state: State): RawBuilder<unknown> {
  return countedTotal(list, state) ?? looked(list, state)
}

const looked = ({ place, filters, inState }: ListParts, state: State): RawBuilder<unknown> =>
  sql`(select count(*) from entity e where ${sql.join([inState(state), ...place, ...filters], sql` and `)})`

function countedTotal(list: ListParts, state: State): RawBuilder<unknown> | undefined {
  const { dialect, query, isVisible, areFew } = list
  const { type, text, phrases, related = [], unrelated = [] } = query
  if (!asksRelationsAlone(query)) return undefined
  const [lacking] = unrelated
  if (text === undefined && related.length === 0 && unrelated.length === 1 && lackable.includes(lacking ?? ''))
    return lackingCount(type, lacking ?? '', state, counterFilter(list))
  if (query.containerId !== undefined || isVisible !== undefined) return undefined
  if (text === undefined && relatesPlainly(query)) return relatingTotal(list, state)
  if (areFew || text === undefined || related.length + unrelated.length > 0) return undefined
  return matchCount(dialect, [type], state, text, { phrases })
}

/** Of what has plain relations: kept, or counted among those that have the rarest, of which none is deleted. */
function relatingTotal({ dialect, query, rarest }: ListParts, state: State): RawBuilder<unknown> | undefined {
  if (rarest === undefined) return undefined
  const { type, related = [], unrelated = [] } = query
  const { relation, targetIds } = rarest.related
  const [target] = targetIds
  const isOne = targetIds.length === 1 && target !== undefined
  if (related.length === 1 && unrelated.length === 0 && isOne && isCounted(relation))
    return carrierTotal(type, relation, target, [state])
  if (rarest.deleted !== 0) return undefined
  if (state === 'deleted') return sql`0`
  const others = related.filter((each) => each !== rarest.related)
  const conditions = [...others.map((each) => relatesItself(dialect, each)), ...unrelated.map((each) => lacks(each))]
  return sql`(select count(*) from (select ${isOne ? sql`` : sql`distinct`} c.entity_id as id
    from (${carriers(dialect, type, rarest.related)}) c) e
    ${conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`})`
}
