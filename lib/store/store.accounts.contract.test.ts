/** What the store promises about lists of users by how they sign in. */
import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { ListQuery } from '@/lib/store/queries'
import type { Store } from '@/lib/store/store'
import { aRow, engines, onFreshStore } from '@/lib/store/testing'

describe.each(engines)('users by how they sign in, on $name', (engine) => {
  let store: Store
  let db: Kysely<unknown>
  onFreshStore(engine, async (opened) => {
    store = opened.store
    db = store.authDatabase.db as unknown as Kysely<unknown> // the whole database
    // As sign-in makes it, in the columns that are read.
    await sql`create table auth_user (id text primary key, "userId" text unique)`.execute(db)
    const moment = engine.name === 'SQLite' ? 'text' : 'timestamptz'
    await sql`create table auth_verification (value text, "expiresAt" ${sql.raw(moment)})`.execute(db)
  })

  const list = async (query: Partial<ListQuery>) => {
    const page = await store.list({ type: 'user', include: 'non-deleted', sort: 'name', limit: 2, ...query })
    return { names: page.rows.map(({ name }) => name).join(), total: page.total }
  }
  const note = (kind: string, actor: string) =>
    store.audit.add({
      at: 1,
      kind,
      actor,
      caller: 'session',
      address: null,
      requestId: 'r',
      thing: null,
      thingType: null,
      detail: null,
      times: 1,
    })

  test('who is invited is told from who has no password and no link, or one that has ended', async () => {
    const rows = ['ana', 'ben', 'cleo', 'dan'].map((name) => aRow({ type: 'user', name }))
    await store.commit(rows.map((row) => ({ kind: 'insert', row })))
    const [ana, ben, cleo] = rows
    const give = (row: typeof ana, days: number) =>
      sql`insert into auth_verification values (${`password of ${row?.id}`}, ${new Date(Date.now() + days * 86_400_000).toISOString()})`.execute(
        db,
      )
    expect(await list({ account: 'uninvited' })).toEqual({ names: 'ana,ben', total: 4 })
    await give(ana, 1)
    await give(ben, -1)
    // Another chance for somebody who has a password is no invitation.
    await sql`insert into auth_user values ('3', ${cleo?.id})`.execute(db)
    await give(cleo, 1)
    expect(await list({ account: 'invited' })).toEqual({ names: 'ana', total: 1 })
    expect(await list({ account: 'uninvited' })).toEqual({ names: 'ben,dan', total: 2 })
    expect(await list({ account: 'uninvited', text: 'dan' })).toEqual({ names: 'dan', total: 1 })
  })

  test('who has no password, and who was never seen, is found and counted, at once', async () => {
    const rows = ['ana', 'ben', 'cleo', 'dan'].map((name) => aRow({ type: 'user', name }))
    await store.commit([
      ...rows.map((row) => ({ kind: 'insert', row }) as const),
      { kind: 'insert', row: aRow({ type: 'user', name: 'gone', deleted: true }) },
    ])
    const [ana, ben] = rows
    expect(await list({ account: 'uninvited' })).toEqual({ names: 'ana,ben', total: 4 })
    expect(await list({ account: 'unseen' })).toEqual({ names: 'ana,ben', total: 4 })
    // No commit tells of these.
    await sql`insert into auth_user values ('1', ${ana?.id}), ('2', ${ben?.id})`.execute(db)
    await note('signedIn', 'ana')
    await note('signInRefused', 'ben')
    await note('passwordLinkUsed', 'dan')
    expect(await list({ account: 'uninvited' })).toEqual({ names: 'cleo,dan', total: 2 })
    expect(await list({ account: 'unseen' })).toEqual({ names: 'ben,cleo', total: 2 })
    expect(await list({ account: 'unseen', include: 'all', limit: 5 })).toEqual({ names: 'ben,cleo,gone', total: 3 })
    expect(await list({ account: 'unseen', text: 'cleo' })).toEqual({ names: 'cleo', total: 1 })
    expect(await list({ account: 'uninvited', documentEquals: { isBot: true } })).toEqual({ names: '', total: 0 })
  })
})
