import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { EntityRow } from '@/lib/store/rows'
import { identities } from '@/lib/store/sql/migrations/0004-identities'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'
import { engines } from '@/lib/store/testing'

const aUser = (name: string, email: string, deleted = false): EntityRow => ({
  id: randomUUID(),
  type: 'user',
  name,
  displayName: null,
  fullyQualifiedName: name,
  deleted,
  containerId: null,
  version: 0.1,
  updatedAt: 1_000,
  updatedBy: 'ada',
  document: { email },
})

describe.each(engines)('on $name', (engine) => {
  test('who is there twice stays, and one of the two has the address, one the name', async () => {
    const { store, drop } = await engine.open()
    const gone = aUser('gone', 'x@example.com', true)
    const [older, younger] = [aUser('older', 'X@example.com'), aUser('younger', 'x@example.com')]
    const [first, signedIn] = [aUser('first', 'y@example.com'), aUser('signed_in', 'Y@example.com')]
    const [upper, lower, only] = [
      aUser('Jonas', 'j1@example.com'),
      aUser('jonas', 'j2@example.com'),
      aUser('Ann', 'a@example.com'),
    ]
    const all = [gone, older, younger, first, signedIn, upper, lower, only]
    await store.commit(all.map((row) => ({ kind: 'insert', row })))
    const db = store.authDatabase.db as unknown as Kysely<unknown> // the whole database
    await sql`drop table entity_claim`.execute(db)
    await sql`create table auth_user (id text, "userId" text, email text)`.execute(db)
    await sql`insert into auth_user values ('1', ${signedIn.id}, 'y@example.com')`.execute(db)
    await identities({ text: 'text' } as Ddl).up(db)

    const holder = async (key: string) => (await store.claims('user.email', [key]))[0]?.entityId
    expect(await holder('x@example.com')).toBe(older.id)
    expect(await holder('y@example.com')).toBe(signedIn.id)
    expect(await holder('a@example.com')).toBe(only.id)
    const found = await store.findByFqns('user', ['jonas', 'Jonas', 'ann', 'Ann'])
    expect(new Map(found.map((row) => [row.fullyQualifiedName, row.id]))).toEqual(
      new Map([
        ['jonas', lower.id],
        ['Jonas', upper.id],
        ['ann', only.id],
      ]),
    )
    expect(await store.findByIds(all.map(({ id }) => id))).toHaveLength(all.length)
    await drop()
  })
})
