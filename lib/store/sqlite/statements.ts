/**
 * Kysely on our one connection. Every statement is whole by itself and runs without a pause, so that nobody has to wait
 * for the connection: Kysely's own driver hands it to one after the other, and a write that waits for another process
 * would hold up every read.
 */
import { setImmediate } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { translate } from '@/lib/store/sqlite/failures'
import { patiently } from '@/lib/store/sqlite/write-lock'

const statementsMax = 500
/** After a statement that took so many milliseconds others have a turn, before its rows are looked at and the next one runs. */
const longMs = 3

/**
 * Prepared statements by their text, those used last. Statements of the shared reads are made from templates, so that one
 * is nearly always at hand. Each is run to its end at once, so nobody meets one that is still being read from.
 */
export class PreparedStatements {
  readonly #byText = new Map<string, Database.Statement>()

  constructor(
    readonly db: Pick<Database.Database, 'prepare'>,
    readonly max: number = statementsMax,
  ) {}

  prepare(text: string): Database.Statement {
    const known = this.#byText.get(text)
    if (known !== undefined) {
      this.#byText.delete(text)
      this.#byText.set(text, known)
      return known
    }
    const statement = this.db.prepare(text)
    this.#byText.set(text, statement)
    for (const [oldest] of this.#byText) {
      if (this.#byText.size <= this.max) break
      this.#byText.delete(oldest)
    }
    return statement
  }
}

/** A statement that names it asks which words there are. */
const wordIndex = 'entity_search'

class Statements implements DatabaseConnection {
  readonly #statements: PreparedStatements

  constructor(
    db: Database.Database,
    readonly patienceMs: number,
    readonly words: () => Promise<void> | undefined,
  ) {
    this.#statements = new PreparedStatements(db)
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    try {
      if (sql.includes(wordIndex)) await this.words()
      const started = performance.now()
      const result = await patiently(() => this.#run<R>(sql, parameters), this.patienceMs)
      if (performance.now() - started > longMs) await setImmediate()
      return result
    } catch (error) {
      throw translate(error)
    }
  }

  #run<R>(text: string, parameters: readonly unknown[]): QueryResult<R> {
    const statement = this.#statements.prepare(text)
    if (statement.reader) return { rows: statement.all(parameters) as R[] } // what the caller says it selects
    const { changes, lastInsertRowid } = statement.run(parameters)
    return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] }
  }

  streamQuery(): never {
    throw new Error('Results are read whole')
  }
}

const refused = async (): Promise<never> => {
  throw new Error('A transaction held across an await would take in the statements of other requests')
}

/**
 * SQLite looks at the values of some parameters while it plans (those of `limit`, and of what an outer join starts from), and
 * plans such a statement anew for every call: ten times the price of reading a row by its id. Behind a sign, which changes no
 * value, it does not look.
 */
class UnseenParameters extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }
}

class SharedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/**
 * `patienceMs`: how long a statement waits for another process to give up the write lock. `words`: what it waits for before
 * it looks at the full-text index.
 */
export function sqliteStatements(
  db: Database.Database,
  patienceMs: number,
  words: () => Promise<void> | undefined = () => undefined,
): Dialect {
  const connection = new Statements(db, patienceMs, words)
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: refused,
    commitTransaction: refused,
    rollbackTransaction: refused,
    destroy: async () => {
      db.close()
    },
  }
  return {
    createDriver: () => driver,
    createAdapter: () => new SharedAdapter(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new UnseenParameters(),
  }
}
