/**
 * Totals that nothing keeps, remembered: whoever goes through the pages of a list, or asks the same again, has it counted
 * once. A commit that touches other types changes none of them. One that touches rows of the type changes those that were
 * long to count by a look at these rows: which rows they count is then known too, and leads to the rows of a page.
 */
import { createLru } from '@/lib/lru'
import type { EntityType } from '@/lib/model/entities/entity'
import type { CommitLog } from '@/lib/store/sql/commit-log'
import { RowSet } from '@/lib/store/sql/row-set'

const knownMax = 2_000
/** Totals of which the rows are known: a bit for each row of the catalogue. */
const followedMax = 100
/** What takes less is counted again. */
const longMs = 0.5
/** So many rows are told at most: beyond, other ways to a page are shorter. */
const toldMax = 10_000

/** How a total is come by. */
export interface Counting {
  count(): Promise<number>
  /** Given where nothing is counted but rows of one type. */
  readonly follow?: {
    readonly type: EntityType
    /** Whether other rows of the type say nothing of whether a row is counted: it says so itself, with its relations. */
    readonly isByRow: boolean
    /** Other types of which rows say it too: what touches these has everything counted anew. */
    readonly others: readonly EntityType[]
    /** The places of the rows that are counted. */
    all(): Promise<Iterable<number>>
    /** Those among these rows. */
    among(seqs: readonly number[]): Promise<Iterable<number>>
  }
}

/** A total, with the rows that it counts where these are known and not too many. */
export interface KnownTotal {
  readonly total: number
  readonly rows?: RowSet
}

interface Known {
  /** The latest commit when it was asked for: what that one touched has been looked at. */
  at: number
  readonly total: Promise<number>
  /** Known once it has been counted: whether that was long, and told rows would be few enough. */
  isLong: boolean
  isTold: boolean
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
  async get(of: unknown, counting: Counting): Promise<KnownTotal> {
    const at = await this.#log.latest()
    const key = JSON.stringify(of)
    const known = this.#followed.get(key) ?? this.#totals.get(key)
    // Who asks again goes through pages, or will.
    const isGathered = known?.rows !== undefined || counting.follow?.isByRow !== true
    if (known !== undefined && known.at >= at && (isGathered || !known.isLong || !known.isTold)) return told(known)
    const next = this.#next(at, known, counting)
    const place = next.rows === undefined ? this.#totals : this.#followed
    place.set(key, next)
    const forget = () => {
      if (place.get(key) === next) place.delete(key)
    }
    next.total.catch(forget)
    return told(next)
  }

  #next(at: number, known: Known | undefined, counting: Counting): Known {
    const { follow } = counting
    const touched = known && this.#log.since(known.at)
    if (known === undefined || follow === undefined) return this.#counted(at, counting)
    const isFollowed = touched !== undefined && !follow.others.some((type) => touched.has(type))
    const seqs = touched?.get(follow.type) ?? []
    if (isFollowed && seqs.length === 0 && known.at < at) {
      known.at = at
      return known
    }
    if (isFollowed && known.rows !== undefined) return followed(at, brought(known.rows, seqs, follow))
    return known.isLong && follow.isByRow ? followed(at, gathered(follow)) : this.#counted(at, counting)
  }

  #counted(at: number, { count }: Counting): Known {
    const started = performance.now()
    const total = count()
    const known: Known = { at, total, isLong: false, isTold: false }
    const measure = (counted: number) => {
      known.isLong = performance.now() - started >= this.#longMs
      known.isTold = counted <= toldMax
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
  isTold: true,
})

async function told({ total, rows }: Known): Promise<KnownTotal> {
  const known = await rows
  if (known === undefined) return { total: await total }
  return { total: known.size, ...(known.size <= toldMax && { rows: known }) }
}

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
