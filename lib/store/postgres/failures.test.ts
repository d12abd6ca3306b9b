import { expect, test } from 'vitest'
import { StoreConflict, StoreUnavailable } from '@/lib/store/errors'
import { translate } from '@/lib/store/postgres/failures'
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
