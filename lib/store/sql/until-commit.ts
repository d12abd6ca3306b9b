/**
 * What was found out from the catalogue and holds until the next commit. How many commits there have been is asked of the
 * database, whoever made them.
 */
import { type Kysely, sql } from 'kysely'
import { createLru } from '@/lib/lru'
import type { Tables } from '@/lib/store/sql/tables'
import type { Change, Remembered } from '@/lib/store/store'

const counted: ReadonlySet<Change['kind']> = new Set(['insert', 'update', 'remove', 'link', 'unlink', 'usage'])

/** Whether anything that is read of entities can be another after these. */
export const isCountedCommit = (changes: readonly Change[]): boolean => changes.some(({ kind }) => counted.has(kind))

export class UntilCommit<Value> {
  readonly #db: Kysely<Tables>
  readonly #values: ReturnType<typeof createLru<Value>>
  #commits: number | undefined

  constructor(db: Kysely<Tables>, max: number) {
    this.#db = db
    this.#values = createLru(max)
  }

  /** `of`: all that the value depends on, as JSON. Asked before the value is found: at worst it is found again. */
  async about(of: unknown): Promise<Remembered<Value>> {
    const { rows } = await sql<{ total: number }>`select coalesce(sum(total), 0) as total from commit_count`.execute(
      this.#db,
    )
    const commits = Number(rows[0]?.total)
    if (commits !== this.#commits) this.#values.clear()
    this.#commits = commits
    const key = JSON.stringify(of)
    const values = this.#values
    const holds = () => commits === this.#commits
    return {
      get known() {
        return holds() ? values.get(key) : undefined
      },
      keep: (value) => {
        if (holds()) values.set(key, value)
      },
    }
  }

  forget(of: unknown): void {
    this.#values.delete(JSON.stringify(of))
  }
}
