/**
 * Totals that nothing keeps, remembered until the next commit: whoever goes through the pages of a list, or asks the same
 * again, has it counted once.
 */
import type { Kysely } from 'kysely'
import type { Tables } from '@/lib/store/sql/tables'
import { UntilCommit } from '@/lib/store/sql/until-commit'

const knownMax = 2_000

export class KnownTotals {
  readonly #totals: UntilCommit<Promise<number>>

  constructor(db: Kysely<Tables>) {
    this.#totals = new UntilCommit(db, knownMax)
  }

  /** `of`: all that the total depends on, as JSON. Those who ask at the same time wait for the same count. */
  async get(of: unknown, count: () => Promise<number>): Promise<number> {
    const { known, keep } = await this.#totals.about(of)
    if (known !== undefined) return known
    const total = count()
    keep(total)
    total.catch(() => this.#totals.forget(of))
    return total
  }
}
