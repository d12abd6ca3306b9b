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
  readonly #isDue: Database.Statement<[], number>
  readonly #write: () => Promise<void>
  /** What this process has left to do since it last did; another may have left more. */
  #rows: number
  /** Whether all that was due is indexed now. */
  #writing: Promise<boolean> | undefined

  /** `write`: a commit of nothing, by the thread. */
  constructor(db: Database.Database, write: () => Promise<void>) {
    const note = db.prepare('insert or ignore into search_late (seq) values (?)')
    const later = (seq: number | bigint): void => {
      note.run(seq)
      this.#rows += 1
    }
    this.statements = { add: later, replace: later, remove: searchStatements(db).remove }
    this.#isDue = db.prepare<[], number>('select exists (select 1 from search_late)').pluck()
    this.#write = write
    this.#rows = db.prepare<[], number>('select count(*) from search_late').pluck().get() ?? 0
  }

  /** After a commit. */
  keepUp(): void {
    if (this.#rows >= rowsTogether) void this.current()
  }

  /** Under way; whoever closes the store waits for it. */
  get writing(): Promise<unknown> | undefined {
    return this.#writing
  }

  /** Waits until what is due now is indexed, as long as a write would wait; undefined where nothing is. */
  current(): Promise<void> | undefined {
    return this.#isDue.get() === 1 ? this.#catchUp() : undefined
  }

  async #catchUp(): Promise<void> {
    // What is under way may have begun before the last commit.
    if (this.#writing !== undefined && !((await this.#writing) && this.#isDue.get() === 1)) return
    this.#writing ??= this.#index()
    await this.#writing
  }

  async #index(): Promise<boolean> {
    try {
      this.#rows = 0
      await this.#write()
      return true
    } catch {
      // The disk is full, or another process has the lock: what was indexed before is found, and the next one tries again.
      return false
    } finally {
      this.#writing = undefined
    }
  }
}
