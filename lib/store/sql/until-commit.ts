/** What was found out from the catalogue and holds until the next commit, whoever makes it. */
import { createLru } from '@/lib/lru'
import type { Remembered } from '@/lib/store/queries'
import type { CommitLog } from '@/lib/store/sql/commit-log'

export class UntilCommit<Value> {
  readonly #log: CommitLog
  readonly #values: ReturnType<typeof createLru<Value>>
  #latest: number | undefined

  constructor(log: CommitLog, max: number) {
    this.#log = log
    this.#values = createLru(max)
  }

  /** `of`: all that the value depends on, as JSON. Asked before the value is found: at worst it is found again. */
  async about(of: unknown): Promise<Remembered<Value>> {
    const latest = await this.#log.latest()
    if (latest !== this.#latest) this.#values.clear()
    this.#latest = latest
    const key = JSON.stringify(of)
    const values = this.#values
    const holds = () => latest === this.#latest
    return {
      get known() {
        return holds() ? values.get(key) : undefined
      },
      keep: (value) => {
        if (holds()) values.set(key, value)
      },
    }
  }
}
