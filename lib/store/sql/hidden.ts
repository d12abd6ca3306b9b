import { type Kysely, sql } from 'kysely'
import type { Change } from '@/lib/store/change'
import type { Tables } from '@/lib/store/sql/tables'

/**
 * Containers whose contents are being deleted: what is inside counts as deleted before its turn has come. Nearly always
 * none, so that reads are told instead of having to ask.
 */
export class HiddenContainers {
  #ids: readonly string[] = []
  /** When to ask again, by `performance.now()`. */
  #until = 0

  constructor(
    readonly db: Kysely<Tables>,
    /** How long to believe what was read; other instances may have begun something. */
    readonly freshMs: number,
  ) {}

  async current(): Promise<readonly string[]> {
    if (performance.now() < this.#until) return this.#ids
    // Before the answer is there: what is committed meanwhile asks for another.
    this.#until = performance.now() + this.freshMs
    const { rows } = await sql<{
      container_id: string
    }>`select container_id from unfinished_work where kind <> 'restore'`.execute(this.db)
    this.#ids = rows.map((row) => row.container_id)
    return this.#ids
  }

  /** After a commit of this process. */
  note(changes: readonly Change[]): void {
    if (changes.some((change) => change.kind === 'beginWork' || change.kind === 'endWork')) this.#until = 0
  }
}
