/**
 * Totals that nothing keeps, remembered: whoever goes through the pages of a list, or asks the same again, has it counted
 * once. A commit that touches other types changes none of them. One that touches rows of the type changes those that were
 * long to count by a look at these rows: which rows they count is then known too.
 */
import { createLru } from '@/lib/lru'
import type { EntityType } from '@/lib/model/entities/entity'
import type { CommitLog } from '@/lib/store/sql/commit-log'
import { RowSet } from '@/lib/store/sql/row-set'

const knownMax = 2_000
/** Totals of which the rows are known: a bit for each row of the catalogue. */
const followedMax = 100
/** What takes less is counted again. */
const longMs = 1

/** How a total is come by. */
export interface Counting {
  count(): Promise<number>
  /** Given where nothing is counted but rows of one type. */
  readonly follow?: {
    readonly type: EntityType
    /** Whether it depends on the rows that are counted, and their relations, alone. */
    readonly isByRow: boolean
    /** The places of the rows that are counted. */
    all(): Promise<Iterable<number>>
    /** Those among these rows. */
    among(seqs: readonly number[]): Promise<Iterable<number>>
  }
}

interface Known {
  /** The latest commit when it was asked for: what that one touched has been looked at. */
  at: number
  readonly total: Promise<number>
  /** Known once it has been counted. */
  isLong: boolean
  readonly rows?: Promise<RowSet>
}

export class KnownTotals {
  readonly #log: CommitLog
  readonly #longMs: number
  readonly #totals = createLru<Known>(knownMax)
  readonly #followed = createLru<Known>(followedMax)

  constructor(log: CommitLog, { longMs: least = longMs }: { longMs?: number } = {}) {
    this.#log = log
    this.#longMs = least
  }

  /** `of`: all that the total depends on, as JSON. Those who ask at the same time wait for the same count. */
  async get(of: unknown, counting: Counting): Promise<number> {
    const at = await this.#log.latest()
    const key = JSON.stringify(of)
    const known = this.#followed.get(key) ?? this.#totals.get(key)
    if (known !== undefined && known.at >= at) return known.total
    const next = this.#next(at, known, counting)
    const place = next.rows === undefined ? this.#totals : this.#followed
    place.set(key, next)
    const forget = () => {
      if (place.get(key) === next) place.delete(key)
    }
    next.total.catch(forget)
    return next.total
  }

  #next(at: number, known: Known | undefined, counting: Counting): Known {
    const { follow } = counting
    const touched = known && this.#log.since(known.at)
    if (known === undefined || follow === undefined) return this.#counted(at, counting)
    const others = touched && [...touched.keys()].filter((type) => type !== follow.type)
    const isFollowed = others !== undefined && (follow.isByRow || others.length === 0)
    const seqs = touched?.get(follow.type) ?? []
    if (isFollowed && seqs.length === 0) {
      known.at = at
      return known
    }
    if (isFollowed && known.rows !== undefined) return followed(at, brought(known.rows, seqs, follow))
    return known.isLong && follow.isByRow ? followed(at, gathered(follow)) : this.#counted(at, counting)
  }

  #counted(at: number, { count }: Counting): Known {
    const started = performance.now()
    const total = count()
    const known: Known = { at, total, isLong: false }
    const measure = () => {
      known.isLong = performance.now() - started >= this.#longMs
    }
    total.then(measure, () => {})
    return known
  }
}

const followed = (at: number, rows: Promise<RowSet>): Known => ({
  at,
  rows,
  total: rows.then(({ size }) => size),
  isLong: true,
})

async function gathered({ all }: NonNullable<Counting['follow']>): Promise<RowSet> {
  const rows = new RowSet()
  for (const seq of await all()) rows.set(seq, true)
  return rows
}

async function brought(
  known: Promise<RowSet>,
  seqs: readonly number[],
  { among }: NonNullable<Counting['follow']>,
): Promise<RowSet> {
  const rows = await known
  const counted = new Set(await among(seqs))
  for (const seq of new Set(seqs)) rows.set(seq, counted.has(seq))
  return rows
}
