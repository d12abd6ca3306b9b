import { beforeEach, describe, expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { restore } from '@/lib/entities/restore'
import { aContext } from '@/lib/entities/testing'
import type { Entity } from '@/lib/model/entities/entity'
import { users } from '@/lib/model/entities/person'

let ctx: RequestContext
let ann: Entity
beforeEach(async () => {
  ctx = await aContext()
  ann = (await create(users, { name: 'Ann', email: 'Ann@example.com' }, ctx)).entity
})

const bulkOptions = { overrideMetadata: false, keepOmitted: false, dryRun: false }
const bulk = async (rows: unknown[], options = bulkOptions) => (await bulkUpsert(users, rows, options, ctx)).result
const setEmail = (entity: Entity, value: string) =>
  patch(users, { id: entity.id }, [{ op: 'replace', path: '/email', value }], undefined, ctx)
const taken = { kind: 'alreadyExists', fields: [{ path: '/email' }] }
const isThere = async (name: string) => (await ctx.store.findByFqns('user', [name])).length > 0

describe('an address that somebody has, in whatever case', () => {
  test.each(['Ann@example.com', 'ANN@EXAMPLE.COM', 'ann@example.com'])('%s is given to nobody else', async (email) => {
    await expect(create(users, { name: 'bob', email }, ctx)).rejects.toMatchObject(taken)
    await expect(createOrUpdate(users, { name: 'bob', email }, ctx)).rejects.toMatchObject(taken)
    expect(await bulk([{ name: 'bob', email }])).toMatchObject({ failedRequest: [{ status: 409 }] })
    expect(await isThere('bob')).toBe(false)
    const { entity: bob } = await create(users, { name: 'bob', email: 'bob@example.com' }, ctx)
    await expect(createOrUpdate(users, { name: 'bob', email }, ctx)).rejects.toMatchObject(taken)
    await expect(setEmail(bob, email)).rejects.toMatchObject(taken)
    expect(await bulk([{ name: 'bob', email }])).toMatchObject({ failedRequest: [{ status: 409 }] })
    expect(await read(users, { id: bob.id }, {}, ctx)).toMatchObject({ email: 'bob@example.com' })
  })

  test('is given once within a call, and a preview says so', async () => {
    const rows = [
      { name: 'one', email: 'one@example.com' },
      { name: 'two', email: 'ONE@example.com' },
    ]
    for (const dryRun of [true, false]) {
      const failed = { numberOfRowsPassed: 1, failedRequest: [{ status: 409, request: { name: 'two' } }] }
      expect(await bulk(rows, { ...bulkOptions, dryRun })).toMatchObject(failed)
    }
  })

  test('is given once to requests at the same time', async () => {
    const names = ['a', 'b', 'c', 'd']
    const done = await Promise.allSettled(names.map((name) => create(users, { name, email: 'same@example.com' }, ctx)))
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of done) if (result.status === 'rejected') expect(result.reason).toMatchObject(taken)
    const again = await Promise.allSettled([
      setEmail(ann, 'new@example.com'),
      createOrUpdate(users, { name: 'e', email: 'new@example.com' }, ctx),
    ])
    expect(again.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('stays with somebody who is deleted, until that is for good', async () => {
    await remove(users, { id: ann.id }, { hardDelete: false, recursive: false }, ctx)
    await expect(create(users, { name: 'bob', email: 'ann@example.com' }, ctx)).rejects.toMatchObject(taken)
    await restore(users, ann.id, ctx)
    await remove(users, { id: ann.id }, { hardDelete: true, recursive: false }, ctx)
    await create(users, { name: 'bob', email: 'ann@example.com' }, ctx)
  })

  test('is free once its holder has another, and may be written in another case', async () => {
    await setEmail(ann, 'ANN@example.com')
    await setEmail(ann, 'ann2@example.com')
    await create(users, { name: 'bob', email: 'ann@example.com' }, ctx)
    await expect(setEmail(ann, 'Ann@Example.com')).rejects.toMatchObject(taken)
  })
})

test('two who have one address since earlier versions can both be changed, but for that', async () => {
  const row = { ...(await ctx.store.findByIds([ann.id]))[0], id: '0f000000-0000-4000-8000-000000000001', name: 'twin' }
  const { container: _container, ...twin } = { ...row, fullyQualifiedName: 'twin' }
  await ctx.store.commit([{ kind: 'insert', row: twin as never }]) // a row as it was read
  const described = { name: 'twin', email: 'Ann@example.com', displayName: 'Twin' }
  expect((await createOrUpdate(users, described, ctx)).entity).toMatchObject({ displayName: 'Twin' })
  const steps = [{ op: 'add' as const, path: '/description', value: 'One of two.' }]
  for (const id of [twin.id, ann.id]) await patch(users, { id: String(id) }, steps, undefined, ctx)
  const apart = [{ op: 'add' as const, path: '/email', value: 'twin@example.com' }]
  await patch(users, { id: String(twin.id) }, apart, undefined, ctx)
})

describe('a name of a user', () => {
  test('is the same in whatever case, and stays as it was first written', async () => {
    for (const fqn of ['ann', 'Ann', 'ANN'])
      expect(await read(users, { fqn }, {}, ctx)).toMatchObject({ id: ann.id, name: 'Ann' })
    await expect(create(users, { name: 'aNN', email: 'a@example.com' }, ctx)).rejects.toMatchObject({
      kind: 'alreadyExists',
    })
    const { entity } = await createOrUpdate(users, { name: 'ANN', email: 'ann@example.com', displayName: 'A' }, ctx)
    expect(entity).toMatchObject({ id: ann.id, name: 'Ann', fullyQualifiedName: 'ann', displayName: 'A' })
  })

  test('with a dot is found so too', async () => {
    const { entity } = await create(users, { name: 'John.Doe', email: 'john@example.com' }, ctx)
    for (const fqn of ['john.doe', 'John.Doe', '"JOHN.doe"'])
      expect(await read(users, { fqn }, {}, ctx)).toMatchObject({ id: entity.id })
  })

  test('comes once in a bulk call', async () => {
    const rows = ['jonas', 'Jonas'].map((name, at) => ({ name, email: `jonas${at}@example.com` }))
    for (const dryRun of [true, false])
      expect(await bulk(rows, { ...bulkOptions, dryRun })).toMatchObject({ numberOfRowsPassed: 2 })
    expect(
      (await ctx.store.list({ type: 'user', include: 'all', sort: 'name', limit: 10 })).rows.map(({ name }) => name),
    ).toEqual(['Ann', 'jonas'])
  })
})
