/** What PostgreSQL and its driver say, in the words of the store, for every statement, the sign-in library's too. */
import type { DatabaseConnection, Dialect, Driver } from 'kysely'
import { StoreConflict, StoreUnavailable } from '@/lib/store/errors'

/** Lock given up, deadlock, serialization failure: the same commit may work again at once. */
const conflicting: ReadonlySet<string> = new Set(['40001', '40P01', '55P03'])
/** Too many connections, no memory, a limit of its configuration, a statement that took too long. */
const busy: ReadonlySet<string> = new Set(['53000', '53200', '53300', '53400', '57014'])
/** Takes no writes: an operator has said so, or another server took over. */
const readOnly = '25006'
/** Ends, starts, or lost its disk. */
const away: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '57P04', '57P05', '58000', '58030'])
const network = /^E(CONN|HOST|NET|TIMEDOUT|PIPE|NOTFOUND|AI_)/
/** The driver has no codes for these. */
const lostConnection =
  /connection (terminated|ended)|connection error|not queryable|timeout exceeded when trying to connect/i

export function translate(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  const options = { cause: error }
  if (code === '23505') return new StoreConflict('taken', error.message, options)
  if (conflicting.has(code)) return new StoreConflict('busy', error.message, options)
  if (code === '53100') return new StoreUnavailable('full', error.message, options)
  if (code === readOnly) return new StoreUnavailable('readOnly', error.message, options)
  if (busy.has(code)) return new StoreUnavailable('busy', error.message, options)
  if (away.has(code) || code.startsWith('08') || network.test(code) || lostConnection.test(error.message))
    return new StoreUnavailable('away', error.message || code, options)
  return error
}

/** The dialect with errors translated where they arise. */
export const translated = (dialect: Dialect): Dialect => ({
  createDriver: () => translatedDriver(dialect.createDriver()),
  createAdapter: () => dialect.createAdapter(),
  createIntrospector: (db) => dialect.createIntrospector(db),
  createQueryCompiler: () => dialect.createQueryCompiler(),
})

function translatedDriver(driver: Driver): Driver {
  const known = new WeakSet<DatabaseConnection>()
  const unanswered = new WeakMap<DatabaseConnection, StoreUnavailable>()
  return {
    init: (options) => driver.init(options),
    acquireConnection: async (options) => {
      const connection = await driver.acquireConnection(options).catch(rethrow)
      if (!known.has(connection)) {
        known.add(connection)
        // In place, because the driver wants its own connections back. Its transactions run by this method as well.
        const execute = connection.executeQuery.bind(connection)
        connection.executeQuery = (query, given) => execute<never>(query, given).catch(rethrow)
      }
      return connection
    },
    releaseConnection: (connection, options) => driver.releaseConnection(connection, options),
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    // A commit that was sent and not answered may have been made: the words got lost, not the work.
    commitTransaction: (connection) =>
      driver.commitTransaction(connection).catch((error: unknown) => {
        const told = translate(error)
        if (!(told instanceof StoreUnavailable && told.reason === 'away')) throw told
        const unsaid = new StoreUnavailable('unknown', told.message, { cause: error })
        unanswered.set(connection, unsaid)
        throw unsaid
      }),
    // It is called after a commit that failed, too, and what it meets then is not what there is to tell.
    rollbackTransaction: (connection) =>
      driver.rollbackTransaction(connection).catch((error: unknown) => {
        throw unanswered.get(connection) ?? error
      }),
    destroy: (options) => driver.destroy(options),
  }
}

const rethrow = (error: unknown): never => {
  throw translate(error)
}
