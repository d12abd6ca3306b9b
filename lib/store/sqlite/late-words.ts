import type Database from 'better-sqlite3'
import { type SearchStatements, searchStatements } from '@/lib/store/sqlite/search-words'

/** So many rows are indexed together, unless somebody asks before. */
const rowsTogether = 64

/**
 * Words of what small commits write, indexed by the thread that writes large ones: a commit that touches the full-text index
 * writes a segment of its own, which is merged with others later, and that costs a third of all that it writes. Which rows
 * are due is part of the commit and outlives a crash. Whoever asks the index waits until nothing is due, so that everything
 * is found as soon as it is written.
 */
export class LateWords {
  readonly statements: SearchStatements
  readonly #count: Database.Statement<[], number>
  readonly #write: () => Promise<void>
  /** At most so many are due. */
  #rows: number
  #writing: Promise<void> | undefined

  /** `write`: a commit of nothing, by the thread. */
  constructor(db: Database.Database, write: () => Promise<void>) {
    const note = db.prepare('insert or ignore into search_late (seq) values (?)')
    const later = (seq: number | bigint): void => {
      note.run(seq)
      this.#rows += 1
    }
    this.statements = { add: later, replace: later, remove: searchStatements(db).remove }
    this.#count = db.prepare<[], number>('select count(*) from search_late').pluck()
    this.#write = write
    this.#rows = this.#count.get() ?? 0
  }

  /** After a commit. */
  keepUp(): void {
    if (this.#rows >= rowsTogether) void this.current()
  }

  /** Under way; whoever closes the store waits for it. */
  get writing(): Promise<void> | undefined {
    return this.#writing
  }

  /** Waits until nothing is due, as long as a write would wait; undefined where nothing is. */
  current(): Promise<void> | undefined {
    if (this.#writing === undefined && this.#rows > 0) this.#rows = this.#count.get() ?? 0
    if (this.#rows === 0) return undefined
    this.#writing ??= this.#index()
    return this.#writing
  }

  async #index(): Promise<void> {
    try {
      await this.#write()
      this.#rows = this.#count.get() ?? 0
    } catch {
      // The disk is full, or another process has the lock: what was indexed before is found, and the next one tries again.
    } finally {
      this.#writing = undefined
    }
  }
}
