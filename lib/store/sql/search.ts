import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import type { SearchPage, SearchQuery, Within } from '@/lib/store/queries'
import { seqsAmong, seqsOf, seqsWithin } from '@/lib/store/sql/counted-rows'
import type { Dialect } from '@/lib/store/sql/dialect'
import type { Counting, KnownTotals } from '@/lib/store/sql/known-totals'
import { isMatch, matchCount, withMatches } from '@/lib/store/sql/matches'
import { type EntityColumns, fqnKey, sortKey, toStoredEntity } from '@/lib/store/sql/rows'
import { includeCondition, selectEntity } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'
import { andWithin, decidedBy, passes } from '@/lib/store/sql/within'

/** How many full-text matches are scored; a word that matches everything must not cost everything. */
const rankedMax = 1000
/** Totals are exact up to here, unless the query asks for all. */
const totalMax = 10_000
const exactScore = 1000
const prefixScore = 100

/** One type in one state of deletion: a range of its own in every index by name. */
interface Part {
  readonly type: EntityType
  readonly deleted: number
  /** What else is asked of its rows. Begins with `and`, or is empty. */
  readonly within: RawBuilder<unknown>
  readonly total: number
}

/**
 * Exact names first, then names that begin with the text, both by ordinary index; then words anywhere by relevance.
 * Empty text or `*` lists everything by name.
 */
export async function readSearch(
  db: Kysely<Tables>,
  dialect: Dialect,
  known: KnownTotals,
  query: SearchQuery,
): Promise<SearchPage> {
  const text = query.text.trim()
  const wanted = query.from + query.size
  const capped = (total: number) => (query.countAll === true ? total : Math.min(total, totalMax))
  const { parts, others } = await inhabited(db, dialect, known, query)
  if (parts.length === 0) return { hits: [], total: 0 }
  if (text === '' || text === '*') {
    const first = await readFirst(db, parts, sql`true`, wanted)
    const total = parts.reduce((sum, part) => sum + part.total, 0)
    const page = first.slice(query.from).map(({ id }) => [id, 1] as const)
    return { hits: await readHits(db, dialect, page), total: capped(total) }
  }
  const scores = await readNamed(db, parts, text, wanted)
  const types = [...new Set(parts.map((part) => part.type))]
  const { total: matching } = await known.get([types, query.include, withinOf(query), query.countAll === true, text], {
    count: () => countMatches(db, dialect, types, query, text),
    ...followed(db, dialect, types, query, text),
  })
  if (scores.size < wanted && matching > 0) {
    const best = { limit: wanted + scores.size, others }
    for (const { id, score } of await readRanked(db, dialect, types, query, text, best))
      if (!scores.has(id)) scores.set(id, Math.min(score, prefixScore - 1))
  }
  const hits = await readHits(db, dialect, [...scores].slice(query.from, wanted))
  return { hits, total: capped(Math.max(matching, scores.size)) }
}

/** The parts that hold rows at all; asking the others costs as much. `others`: how many rows of the types are in none. */
async function inhabited(db: Kysely<Tables>, dialect: Dialect, known: KnownTotals, query: SearchQuery) {
  const { types, include, within } = query
  const { rows } = await sql<{ type: EntityType; deleted: number; total: number }>`select type, deleted,
    sum(total) as total from entity_count e where true ${ofTypes(types)} group by type, deleted`.execute(db)
  const states: readonly number[] = include === 'all' ? [0, 1] : [include === 'deleted' ? 1 : 0]
  const [wanted, others] = [
    rows.filter((row) => states.includes(row.deleted)),
    rows.filter((row) => !states.includes(row.deleted)),
  ]
  const parts = wanted
    .filter((row) => Number(row.total) > 0)
    .map((row): Part => ({ ...row, total: Number(row.total), within: partCondition(dialect, row.type, within) }))
  return {
    // Kept totals know nothing of who asks.
    parts: await Promise.all(parts.map((part) => seen(db, dialect, known, part, within?.get(part.type)))),
    others: others.reduce((sum, row) => sum + Number(row.total), 0),
  }
}

function partCondition(dialect: Dialect, type: EntityType, within: SearchQuery['within']): RawBuilder<unknown> {
  const own = within?.get(type)
  return own === undefined ? sql`` : sql`and ${passes(dialect, own)}`
}

async function seen(
  db: Kysely<Tables>,
  dialect: Dialect,
  known: KnownTotals,
  part: Part,
  within: Within | undefined,
): Promise<Part> {
  if (within === undefined) return part
  const { type, deleted } = part
  const { total } = await known.get(['seen', type, deleted, within], {
    follow: {
      type,
      ...decidedBy(within),
      all: () => seqsWithin(db, dialect, within, ofPart(part), []),
      among: (seqs) =>
        seqsAmong(db, { dialect, query: { type } }, seqs, [
          sql`e.deleted = ${sql.lit(deleted)}`,
          passes(dialect, within),
        ]),
    },
  })
  return { ...part, total }
}

const ofPart = ({ type, deleted }: Part) => [sql`e.type = ${type}`, sql`e.deleted = ${sql.lit(deleted)}`]

const inPart = (part: Part): RawBuilder<unknown> => sql`${sql.join(ofPart(part), sql` and `)} ${part.within}`

/** Ids and scores of what is called so, then of what begins so, in the order of names. */
async function readNamed(
  db: Kysely<Tables>,
  parts: readonly Part[],
  text: string,
  limit: number,
): Promise<Map<string, number>> {
  const lower = sortKey(text)
  const called = parts.flatMap((part) => [
    sql`select e.id from entity e where ${inPart(part)} and e.name = ${text}`,
    sql`select e.id from entity e where e.fqn_key = ${fqnKey(text)} and ${inPart(part)}`,
  ])
  const [{ rows: exact }, prefixed] = await Promise.all([
    sql<{ id: string }>`${union(called)} limit ${limit}`.execute(db),
    readFirst(db, parts, sql`e.sort_name >= ${lower} and e.sort_name < ${`${lower}\u{10ffff}`}`, limit),
  ])
  const scores = new Map(exact.map(({ id }) => [id, exactScore]))
  for (const { id, sort_name } of prefixed)
    if (!scores.has(id)) scores.set(id, sort_name === lower ? exactScore : prefixScore)
  return scores
}

/** The first rows by name: each part is a scan that ends at the limit, merged. */
async function readFirst(db: Kysely<Tables>, parts: readonly Part[], condition: RawBuilder<unknown>, limit: number) {
  const scans = parts.map(
    (part, at) => sql`select * from (select e.id, e.sort_name from entity e where ${inPart(part)} and ${condition}
      order by e.sort_name, e.id limit ${limit}) ${sql.raw(`p${at}`)}`,
  )
  const { rows } = await sql<{ id: string; sort_name: string }>`select id, sort_name from (${union(scans)}) u
    order by sort_name, id limit ${limit}`.execute(db)
  return rows
}

const union = (selects: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join(selects, sql` union all `)

/** The best of what has the text. `others`: how many rows of the types are not wanted, whatever they have. */
async function readRanked(
  db: Kysely<Tables>,
  dialect: Dialect,
  types: readonly EntityType[],
  { include, within }: SearchQuery,
  text: string,
  { limit, others }: { readonly limit: number; readonly others: number },
): Promise<readonly { id: string; score: number }[]> {
  const scored = dialect.scored(types, text)
  if (scored === undefined) return []
  const wanted = sql`${includeCondition(include)} ${andWithin(dialect, within)}`
  // Where nearly all rows are wanted, the index scores without a look at them.
  const spare = others <= rankedMax && (within?.size ?? 0) === 0 ? others : undefined
  const matching =
    spare === undefined
      ? sql`select s.seq, s.score from (${scored}) s join entity e on e.seq = s.seq where ${wanted} limit ${sql.lit(rankedMax)}`
      : sql`${scored} limit ${sql.lit(rankedMax + spare)}`
  // Materialized, or SQLite would score everything that matches before it applies the limit.
  const { rows } = await sql<{ id: string; score: number }>`with m as materialized (${matching})
    select e.id, k.score from (select seq, score from m order by score desc, seq limit ${limit + (spare ?? 0)}) k
    join entity e on e.seq = k.seq where ${wanted} order by k.score desc, k.seq limit ${limit}`.execute(db)
  return rows
}

/** Of one type alone it is known which rows have the text, once it was long to count them. */
function followed(
  db: Kysely<Tables>,
  dialect: Dialect,
  types: readonly EntityType[],
  { include, within }: SearchQuery,
  text: string,
): Pick<Counting, 'follow'> {
  const [type, another] = types
  const matches = withMatches(dialect, types, text)
  if (type === undefined || another !== undefined || matches === undefined) return {}
  const own = within?.get(type)
  const condition = sql`${includeCondition(include)} ${partCondition(dialect, type, within)}`
  const all = sql`${matches} select ${dialect.listed('e.seq')} as seqs from entity e where ${isMatch} and ${condition}`
  return {
    follow: {
      type,
      ...decidedBy(own),
      all: () => [seqsOf(db, all)],
      among: (seqs) => seqsAmong(db, { dialect, query: { type, text } }, seqs, [condition]),
    },
  }
}

async function countMatches(
  db: Kysely<Tables>,
  dialect: Dialect,
  types: readonly EntityType[],
  { include, within, countAll }: SearchQuery,
  text: string,
): Promise<number> {
  const matches = withMatches(dialect, types, text)
  if (matches === undefined) return 0
  const counted =
    within === undefined || within.size === 0
      ? sql<{
          total: number
        }>`select ${matchCount(dialect, types, include, text, countAll === true ? {} : { cap: totalMax })} as total`
      : sql<{ total: number }>`${matches} select count(*) as total from entity e
          where ${isMatch} and ${includeCondition(include)} ${andWithin(dialect, within)}`
  const { rows } = await counted.execute(db)
  return Number(rows[0]?.total ?? 0)
}

/** As JSON has it. */
const withinOf = ({ within }: SearchQuery) => within && [...within]

const ofTypes = (types: readonly EntityType[]): RawBuilder<unknown> =>
  types.length === 0 ? sql`` : sql`and e.type in (${sql.join(types)})`

async function readHits(
  db: Kysely<Tables>,
  dialect: Dialect,
  page: readonly (readonly [id: string, score: number])[],
): Promise<SearchPage['hits']> {
  if (page.length === 0) return []
  const ids = page.map(([id]) => id)
  const { rows } = await sql<EntityColumns>`${selectEntity()} where ${dialect.isOneOf('e.id', ids)}`.execute(db)
  const found = new Map(rows.map((row) => [row.id, toStoredEntity(row)]))
  return page.flatMap(([id, score]) => {
    const row = found.get(id)
    return row === undefined ? [] : [{ row, score }]
  })
}
