/** Lists of what stands in trees: where they begin, what is below, and how many there are. */
import { beforeEach, describe, expect, test } from 'vitest'
import { aUser } from '@/lib/auth/testing'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { listByQuery } from '@/lib/entities/list-by-query'
import { aDashboard, aService, aShippedContext } from '@/lib/entities/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import type { Entity } from '@/lib/model/entities/entity'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { teams, users } from '@/lib/model/entities/person'
import { classifications, tags } from '@/lib/model/entities/tag'
import { listQuery } from '@/lib/model/wire/query'

let ctx: RequestContext

const make = async (def: EntityDefinition, request: Record<string, unknown>): Promise<Entity> =>
  (await create(def, { description: 'Said of it', ...request }, ctx)).entity
const page = (def: EntityDefinition, query: Record<string, string>) => listByQuery(def, listQuery.parse(query), ctx)
const names = async (def: EntityDefinition, query: Record<string, string>): Promise<string[]> =>
  (await page(def, query)).data.map(({ name }) => name)

beforeEach(async () => {
  ctx = await aShippedContext()
})

describe('teams', () => {
  test('begin at the one that everybody is in, whose children and members are those who are in no other', async () => {
    const sales = await make(teams, { name: 'sales', teamType: 'Division' })
    await make(teams, { name: 'europe', parents: [sales.id] })
    const user = await aUser(ctx, 'ana')
    await aUser(ctx, 'bo', { teams: [sales.id] })
    expect(await names(teams, { top: 'true' })).toEqual(['Organization'])
    expect(await names(teams, { parentTeam: 'Organization' })).toEqual(['sales'])
    expect(await names(teams, { parentTeam: 'sales' })).toEqual(['europe'])
    const { data } = await page(teams, { fields: 'childrenCount,userCount' })
    const [root, division] = ['Organization', 'sales'].map((name) => data.find((team) => team.name === name))
    expect(root).toMatchObject({ childrenCount: 1 })
    expect(root?.userCount).toBe((await page(users, { team: 'Organization' })).paging.total)
    expect(await names(users, { team: 'Organization' })).toContain(user.name)
    expect(await names(users, { team: 'Organization' })).not.toContain('bo')
    expect(division).toMatchObject({ childrenCount: 1, userCount: 1 })
  })

  test('own with all that is below them where that is asked for, round a circle too', async () => {
    const sales = await make(teams, { name: 'sales' })
    const europe = await make(teams, { name: 'europe', parents: [sales.id] })
    const malta = await make(teams, { name: 'malta', parents: [europe.id] })
    const link = { relation: 'parent', entityType: 'team', targetType: 'team', data: null } as const
    await ctx.store.commit([{ kind: 'link', link: { ...link, entityId: sales.id, targetId: malta.id } }])
    await aService(ctx)
    await aDashboard(ctx, { name: 'one', owners: [{ id: sales.id, type: 'team' }] })
    await aDashboard(ctx, { name: 'two', owners: [{ id: malta.id, type: 'team' }] })
    expect(await names(dashboards, { owner: 'sales' })).toEqual(['one'])
    expect(await names(dashboards, { owner: 'sales', below: 'true' })).toEqual(['one', 'two'])
  })
})

test('domains begin where there is none above, tell how many parts they have, and are asked for with what is below', async () => {
  await make(domains, { name: 'Sales', domainType: 'Aggregate' })
  await make(domains, { name: 'Europe', domainType: 'Aggregate', parent: 'Sales' })
  await make(domains, { name: 'Malta', domainType: 'Aggregate', parent: 'Sales.Europe' })
  expect(await names(domains, { top: 'true' })).toEqual(['Sales'])
  expect((await page(domains, { top: 'true', limit: '0' })).paging.total).toBe(1)
  expect(await names(domains, { parent: 'Sales' })).toEqual(['Europe'])
  const { data } = await page(domains, { fields: 'childrenCount' })
  expect(data.map(({ name, childrenCount }) => [name, childrenCount])).toEqual([
    ['Europe', 1],
    ['Malta', 0],
    ['Sales', 1],
  ])
  await aService(ctx)
  await aDashboard(ctx, { name: 'top', domains: ['Sales'] })
  await aDashboard(ctx, { name: 'deep', domains: ['Sales.Europe.Malta'] })
  expect(await names(dashboards, { domain: 'Sales' })).toEqual(['top'])
  expect(await names(dashboards, { domain: 'Sales', below: 'true' })).toEqual(['deep', 'top'])
  expect(await names(dashboards, { domain: 'Sales.Europe', below: 'true' })).toEqual(['deep'])
  expect(await names(dashboards, { domain: 'Nobody', below: 'true' })).toEqual([])
})

test('terms and tags begin where there is none above, and have what is directly below and all that is', async () => {
  await make(glossaries, { name: 'Words' })
  await make(glossaryTerms, { name: 'Customer', glossary: 'Words' })
  await make(glossaryTerms, { name: 'Key', glossary: 'Words', parent: 'Words.Customer' })
  await make(glossaryTerms, { name: 'Old', glossary: 'Words', parent: 'Words.Customer.Key' })
  expect(await names(glossaryTerms, { top: 'true' })).toEqual(['Customer'])
  expect(await names(glossaryTerms, { directChildrenOf: 'Words' })).toEqual(['Customer'])
  expect(await names(glossaryTerms, { directChildrenOf: 'Words.Customer' })).toEqual(['Key'])
  expect(await names(glossaryTerms, { parent: 'Words.Customer' })).toEqual(['Key', 'Old'])

  await make(classifications, { name: 'Audience' })
  await make(tags, { name: 'Board', classification: 'Audience' })
  await make(tags, { name: 'Chair', parent: 'Audience.Board' })
  await make(tags, { name: 'Deputy', parent: 'Audience.Board.Chair' })
  expect(await names(tags, { parent: 'Audience' })).toEqual(['Board', 'Chair', 'Deputy'])
  expect(await names(tags, { directChildrenOf: 'Audience' })).toEqual(['Board'])
  expect(await names(tags, { directChildrenOf: 'Audience.Board' })).toEqual(['Chair'])
  expect(await names(tags, { parent: 'Audience.Board' })).toEqual(['Chair', 'Deputy'])
  expect(await names(tags, { top: 'true', limit: '100' })).not.toContain('Chair')
})
