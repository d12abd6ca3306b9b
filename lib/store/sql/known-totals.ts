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

/** How a total is come by; `count` is left out where the rows are gathered in no more time. */
export type Counting =
  | { readonly count: () => Promise<number>; readonly follow?: Following }
  | { readonly count?: undefined; readonly follow: Following }

/** Given where nothing is counted but rows of one type. */
export interface Following {
  readonly type: EntityType
  /** Whether other rows of the type say nothing of whether a row is counted: it says so itself, with its relations. */
  readonly isByRow: boolean
  /** Other types of which rows say it too: what touches these has everything counted anew. */
  readonly others: readonly EntityType[]
  /** The places of the rows that are counted, in parts. */
  all(): AsyncIterable<readonly number[]> | Iterable<Promise<readonly number[]>>
  /** Those among these rows. */
  among(seqs: readonly number[]): Promise<Iterable<number>>
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
  get(of: unknown, counting: Counting): Promise<KnownTotal> {
    return this.#get(of, counting, false)
  }

  async #get(of: unknown, counting: Counting, isGatheredNow: boolean): Promise<KnownTotal> {
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
    if (known !== undefined || next.rows === undefined || isGatheredNow) return told(next)
    // What others wrote while the rows were gathered is looked at, too.
    await next.total
    return this.#get(of, counting, true)
  }

  #next(at: number, known: Known | undefined, counting: Counting): Known {
    const { follow, count } = counting
    const touched = known && this.#log.since(known.at)
    if (known === undefined && count === undefined && follow?.isByRow === true) return followed(at, gathered(follow))
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

  #counted(at: number, { count, follow }: Counting): Known {
    const started = performance.now()
    const total = count === undefined ? gathered(follow).then(({ size }) => size) : count()
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

async function gathered({ all }: Following): Promise<RowSet> {
  const rows = new RowSet()
  for await (const seqs of all()) for (const seq of seqs) rows.set(seq, true)
  return rows
}

async function brought(known: Promise<RowSet>, seqs: readonly number[], { among }: Following): Promise<RowSet> {
  const rows = await known
  const counted = new Set(await among(seqs))
  for (const seq of new Set(seqs)) rows.set(seq, counted.has(seq))
  return rows
}
