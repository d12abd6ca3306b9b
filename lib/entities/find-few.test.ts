import { beforeAll, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { findFew } from '@/lib/entities/find-few'
import { listByQuery } from '@/lib/entities/list-by-query'
import { aChart, aDashboard, anActor, aService, aShippedContext } from '@/lib/entities/testing'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { domains } from '@/lib/model/entities/domain'
import { users } from '@/lib/model/entities/person'
import { tags } from '@/lib/model/entities/tag'
import type { GrantedPolicy } from '@/lib/model/rules/access'
import { CatalogueError } from '@/lib/model/wire/errors'
import { listQueryOf } from '@/lib/model/wire/query'

let ctx: RequestContext
beforeAll(async () => {
  ctx = await aShippedContext()
  await aService(ctx)
  for (const name of ['harbour-c', 'harbour-a', 'harbour-b']) await aChart(ctx, name)
  await aDashboard(ctx, { name: 'ships', displayName: 'Ships of the harbour' })
  await aDashboard(ctx, { name: 'trains' })
  await create(tags, { name: 'Harbour', classification: 'PII', description: 'x' }, ctx)
  await create(users, { name: 'harbour', email: 'harbour@example.com' }, ctx)
  await create(users, { name: 'harbour-bot', email: 'harbour-bot@example.com', isBot: true }, ctx)
})

const namesOf = async (...asked: Parameters<typeof findFew>) =>
  (await findFew(...asked)).map(({ def, entities, total }) => [def.type, entities.map(({ name }) => name), total])

test('of each type come the first by name, and how many there are, in the order asked for', async () => {
  expect(await namesOf([users, charts, domains, tags, dashboards], 'harb', 2, ctx)).toEqual([
    ['user', ['harbour'], 1],
    ['chart', ['harbour-a', 'harbour-b'], 3],
    ['tag', ['Harbour'], 1],
    ['dashboard', ['ships'], 1],
  ])
})

test('without words it is the beginning of each list', async () => {
  const { paging } = await listByQuery(tags, listQueryOf(tags).parse({ limit: 0 }), ctx)
  const [found] = await findFew([tags], '', 1, ctx)
  expect(found).toMatchObject({ total: paging.total, entities: [{ id: expect.any(String) }] })
})

test('what the caller may not see is neither shown nor counted, whole types among it', async () => {
  const rules: GrantedPolicy['rules'] = [
    { name: 'all', effect: 'allow', operations: ['All'], resources: ['all'] },
    { name: 'no tags', effect: 'deny', operations: ['ViewBasic'], resources: ['tag'] },
    { name: 'none unowned', effect: 'deny', operations: ['ViewBasic'], resources: ['chart'], condition: 'noOwner()' },
  ]
  const actor = anActor({ isAdmin: false, policies: [{ name: 'p', rules }] })
  expect(await namesOf([tags, charts, dashboards], 'harbour', 2, { ...ctx, actor })).toEqual([
    ['dashboard', ['ships'], 1],
  ])
})

test('nothing more is looked for once the client has gone', async () => {
  const asked = new AbortController()
  let reads = 0
  const store = new Proxy(ctx.store, {
    get: (target, name, receiver) => {
      if (name !== 'list') return Reflect.get(target, name, receiver)
      return (query: Parameters<typeof target.list>[0]) => {
        reads += 1
        asked.abort()
        return target.list(query)
      }
    },
  })
  const many = findFew([charts, tags, users], 'harbour', 2, { ...ctx, store, signal: asked.signal })
  await expect(many).rejects.toThrow(CatalogueError)
  expect(reads).toBe(1)
})
