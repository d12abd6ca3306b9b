import { type Driver, Kysely, PostgresDialect, sql } from 'kysely'
import { expect, test } from 'vitest'
import { StoreConflict, StoreUnavailable } from '@/lib/store/errors'
import { translate, translated } from '@/lib/store/postgres/failures'
import { openPostgresStore } from '@/lib/store/postgres/postgres-store'

const failure = (code: string | undefined, message = 'told by the server') =>
  Object.assign(new Error(message), code !== undefined && { code })

test.each([
  ['57P01', 'away'],
  ['57P03', 'away'],
  ['08006', 'away'],
  ['25006', 'readOnly'],
  ['ECONNREFUSED', 'away'],
  ['ECONNRESET', 'away'],
  ['ENOTFOUND', 'away'],
  ['53300', 'busy'],
  ['53200', 'busy'],
  ['53100', 'full'],
])('%s: the database is %s', (code, reason) => {
  const given = failure(code)
  expect(translate(given)).toBeInstanceOf(StoreUnavailable)
  expect(translate(given)).toMatchObject({ reason, cause: given })
})

test.each([
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
])('without a code, "%s" says that it is away', (message) => {
  expect(translate(failure(undefined, message))).toMatchObject({ name: 'StoreUnavailable', reason: 'away' })
})

test('what another writer did is a conflict, and a fault of ours stays what it is', () => {
  expect(translate(failure('23505'))).toMatchObject({ reason: 'taken' })
  expect(translate(failure('40P01'))).toBeInstanceOf(StoreConflict)
  for (const fault of [failure('42601'), failure('22P02'), failure(undefined, 'not a function'), 'text'])
    expect(translate(fault)).toBe(fault)
})

test('a server that is not there is away', async () => {
  await expect(openPostgresStore('postgres://nobody@127.0.0.1:1/none')).rejects.toMatchObject({
    name: 'StoreUnavailable',
    reason: 'away',
  })
})

/** A database whose connection is lost at the statement. */
const losing = (at: string) => {
  const connection = {
    executeQuery: async (query: { sql: string }) => {
      if (lost || query.sql === at) {
        lost = true
        throw failure('ECONNRESET', 'read ECONNRESET')
      }
      return { rows: [] }
    },
    streamQuery: () => {
      throw new Error('nobody streams')
    },
  }
  let lost = false
  const run = async (text: string) => {
    await connection.executeQuery({ sql: text })
  }
  const driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: () => run('begin'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => run('rollback'),
    destroy: async () => {},
  } as unknown as Driver // what a transaction uses of it
  const dialect = new PostgresDialect({ pool: async () => Promise.reject(new Error('nobody connects')) })
  return new Kysely<never>({
    dialect: translated({
      createDriver: () => driver,
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    }),
  })
}

test.each([
  ['select 1', 'away'],
  ['commit', 'unknown'],
])('a connection that is lost at %s: what becomes of the transaction is %s', async (at, reason) => {
  const written = losing(at)
    .transaction()
    .execute((trx) => sql`select 1`.execute(trx))
  await expect(written).rejects.toMatchObject({ name: 'StoreUnavailable', reason })
})
