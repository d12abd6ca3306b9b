/**
 * Totals that nothing keeps, remembered until the next commit: whoever goes through the pages of a list, or asks the same
 * again, has it counted once. How many commits there have been is asked of the database, whoever made them.
 */
import { type Kysely, sql } from 'kysely'
import { createLru } from '@/lib/lru'
import type { Tables } from '@/lib/store/sql/tables'
import type { Change } from '@/lib/store/store'

const knownMax = 2_000

const counted: ReadonlySet<Change['kind']> = new Set(['insert', 'update', 'remove', 'link', 'unlink'])

/** Whether any total can be another after these. */
export const moveTotals = (changes: readonly Change[]): boolean => changes.some(({ kind }) => counted.has(kind))

export class KnownTotals {
  readonly #db: Kysely<Tables>
  readonly #totals = createLru<Promise<number>>(knownMax)
  #commits: number | undefined

  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  /** `of`: all that the total depends on, as JSON. Those who ask at the same time wait for the same count. */
  async get(of: unknown, count: () => Promise<number>): Promise<number> {
    const { rows } = await sql<{ total: number }>`select coalesce(sum(total), 0) as total from commit_count`.execute(
      this.#db,
    )
    // Asked before it is counted: what is committed meanwhile may be in it already, and is counted again at worst.
    const commits = Number(rows[0]?.total)
    if (commits !== this.#commits) this.#totals.clear()
    this.#commits = commits
    const key = JSON.stringify(of)
    const known = this.#totals.get(key)
    if (known !== undefined) return known
    const total = count()
    this.#totals.set(key, total)
    total.catch(() => this.#totals.delete(key))
    return total
  }
}
