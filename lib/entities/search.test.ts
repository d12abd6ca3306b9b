import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { type SearchOptions, search } from '@/lib/entities/search'
import { searchField } from '@/lib/entities/search-field'
import { takingPlace } from '@/lib/entities/search-places'
import { aContext, aDashboard, aService } from '@/lib/entities/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import { domains } from '@/lib/model/entities/domain'
import { teams, users } from '@/lib/model/entities/person'

let ctx: RequestContext
beforeEach(async () => {
  ctx = await aContext()
  await aService(ctx)
})

interface Envelope {
  readonly hits: {
    readonly total: { readonly value: number }
    readonly hits: readonly {
      readonly _source: { readonly name: string } & Record<string, unknown>
      readonly sort?: readonly string[]
    }[]
  }
}
const index = 'dashboard_search_index'
const ask = async (given: Partial<SearchOptions>): Promise<Envelope> => {
  const options = { q: '*', index, from: 0, size: 10, deleted: false, descending: false, searchAfter: [] }
  return (await search({ ...options, countAll: false, ...given }, ctx)) as unknown as Envelope // Elasticsearch's shape
}
const askField = async (fieldName: string, fieldValue: string, from = 0, size = 10): Promise<Envelope> =>
  (await searchField({ fieldName, fieldValue, index, from, size, deleted: false }, ctx)) as unknown as Envelope
const namesIn = ({ hits }: Envelope) => hits.hits.map((hit) => hit._source.name)

describe('a filter', () => {
  test('looks at every dashboard, however many there are', async () => {
    const rows = Array.from({ length: 10_500 }, (_, at) => ({
      name: `d${String(at).padStart(5, '0')}`,
      service: 'sample_superset',
      ...(at % 100 === 0 && { project: 'Sales' }),
    }))
    await bulkUpsert(dashboards, rows, {}, ctx)
    const last = await ask({ queryFilter: JSON.stringify({ term: { name: 'd10499' } }) })
    expect(namesIn(last)).toEqual(['d10499'])
    const sales = await ask({ queryFilter: JSON.stringify({ term: { project: 'sales' } }), from: 100, size: 10 })
    expect({ total: sales.hits.total.value, page: namesIn(sales) }).toEqual({
      total: 105,
      page: ['d10000', 'd10100', 'd10200', 'd10300', 'd10400'],
    })
  })

  test('sorted, hands out every hit once to whoever follows the places', async () => {
    for (const name of ['c', 'a', 'e', 'b', 'd']) await aDashboard(ctx, { name, displayName: `Board ${name}` })
    const seen: string[] = []
    for (let searchAfter: readonly string[] = []; ; ) {
      const page = await ask({
        queryFilter: JSON.stringify({ prefix: { displayName: 'board' } }),
        sortField: 'displayName',
        descending: true,
        size: 2,
        searchAfter,
      })
      seen.push(...namesIn(page))
      const place = page.hits.hits.at(-1)?.sort
      if (place === undefined) break
      searchAfter = place
    }
    expect(seen).toEqual(['e', 'd', 'c', 'b', 'a'])
  })
})

describe('an index', () => {
  test('that OpenMetadata has and this catalogue does not is empty', async () => {
    await aDashboard(ctx)
    for (const q of ['*', 'deck', 'name:10']) {
      expect((await ask({ q, index: 'table_search_index' })).hits).toMatchObject({ total: { value: 0 }, hits: [] })
    }
  })

  test.each(['no_such_search_index', 'constructor', 'dashboard_search_index,nothing'])('%s: 400', async (index) => {
    await expect(ask({ index })).rejects.toMatchObject({ kind: 'badRequest' })
  })

  test('of several is all of them', async () => {
    await aDashboard(ctx)
    expect(namesIn(await ask({ index: 'table_search_index, dashboard' }))).toEqual(['10'])
  })
})

describe('people and teams', () => {
  const lookUp = (query: string, fields: string[]) =>
    JSON.stringify({ query: { query_string: { query, fields, default_operator: 'AND', fuzziness: 'AUTO' } } })
  let ada: { id: string; type: string }
  beforeEach(async () => {
    const user = { name: 'random.user.es', email: 'random.user.es@example.com', displayName: 'Ada L.' }
    ada = { id: (await create(users, user, ctx)).entity.id, type: 'user' }
    await create(users, { name: 'bot', email: 'bot@example.com', displayName: 'OPS Team bot', isBot: true }, ctx)
    await create(teams, { name: 'ops', displayName: 'OPS Team', teamType: 'Group' }, ctx)
  })

  test('are found as clients look owners up', async () => {
    const fields = ['name', 'displayName']
    const queryFilter = lookUp('OPS Team AND isBot:false', fields)
    expect(namesIn(await ask({ index: 'team_search_index', queryFilter }))).toEqual(['ops'])
    expect(namesIn(await ask({ index: 'user_search_index', queryFilter }))).toEqual([])
    const user = { index: 'user_search_index', queryFilter: lookUp('Random User Es AND isBot:false', fields) }
    expect(namesIn(await ask(user))).toEqual(['random.user.es'])
  })

  test('are found by their address', async () => {
    for (const q of ['email.keyword:Random.User.ES@example.com', 'random.user.es@example.com', 'email:random*'])
      expect(namesIn(await ask({ index: 'user_search_index', q }))).toEqual(['random.user.es'])
  })

  test('who own something are shown and asked for by what is shown of them', async () => {
    await aDashboard(ctx, { owners: [ada] })
    await aDashboard(ctx, { name: '11', displayName: undefined })
    const answer = await ask({ queryFilter: JSON.stringify({ term: { 'owners.displayName.keyword': 'Ada L.' } }) })
    expect(namesIn(answer)).toEqual(['10'])
    expect(answer.hits.hits[0]?._source).toMatchObject({
      displayName: 'deck.gl Demo',
      owners: [{ displayName: 'Ada L.' }],
      service: { displayName: 'sample_superset' },
    })
    const [other] = (await ask({ q: 'name:11' })).hits.hits
    expect(other?._source).toMatchObject({ displayName: '11' })
  })
})

describe('filters that the store answers', () => {
  beforeEach(async () => {
    await create(domains, { name: 'Finance', description: 'All of it.', domainType: 'Aggregate' }, ctx)
    await create(domains, { name: 'Other', description: '', domainType: 'Aggregate' }, ctx)
    await aService(ctx, 'second')
    await bulkUpsert(
      dashboards,
      [
        { name: 'a', service: 'sample_superset', domains: ['Finance'] },
        { name: 'b', service: 'sample_superset', domains: ['Other'] },
        { name: 'c', service: 'second' },
      ],
      {},
      ctx,
    )
    const [second] = await ctx.store.findByFqns('dashboardService', ['second'])
    const [finance] = await ctx.store.findByFqns('domain', ['Finance'])
    if (second === undefined || finance === undefined) throw new Error('made above')
    await ctx.store.commit([
      {
        kind: 'link',
        link: {
          entityId: second.id,
          entityType: 'dashboardService',
          relation: 'domain',
          targetId: finance.id,
          targetType: 'domain',
          data: null,
        },
      },
    ])
  })

  test.each([
    [{ term: { 'service.name.keyword': 'sample_superset' } }, ['a', 'b']],
    [{ terms: { 'service.name.keyword': ['second', 'none'] } }, ['c']],
    [{ term: { 'service.name.keyword': 'none' } }, []],
    [{ term: { 'domains.name': 'finance' } }, ['a', 'c']],
    [{ terms: { 'domains.fullyQualifiedName': ['Finance', 'Other'] } }, ['a', 'b', 'c']],
    [{ bool: { must: [{ term: { 'domains.name': 'Finance' } }, { term: { 'service.name': 'second' } }] } }, ['c']],
    [{ bool: { must_not: [{ term: { 'domains.name': 'Finance' } }] } }, ['b']],
    [{ term: { deleted: false } }, ['a', 'b', 'c']],
    [{ term: { deleted: true } }, []],
    [{ term: { entityType: 'chart' } }, []],
  ])('%j', async (filter, names) => {
    const answer = await ask({ queryFilter: JSON.stringify(filter) })
    expect({ names: namesIn(answer), total: answer.hits.total.value }).toEqual({ names, total: names.length })
  })

  test('come in pages over several types', async () => {
    const filter = JSON.stringify({ terms: { 'service.name': ['sample_superset', 'second'] } })
    const index = 'chart_search_index,dashboard_search_index'
    const page = await ask({ index, queryFilter: filter, from: 1, size: 1 })
    expect({ names: namesIn(page), total: page.hits.total.value }).toEqual({ names: ['b'], total: 3 })
  })

  test('sorted, hand out every hit once to whoever follows the places', async () => {
    const queryFilter = JSON.stringify({ term: { 'service.name': 'sample_superset' } })
    const options = { queryFilter, sortField: 'fullyQualifiedName', size: 1 }
    const first = await ask(options)
    const searchAfter = first.hits.hits[0]?.sort ?? []
    const second = await ask({ ...options, searchAfter })
    expect([namesIn(first), namesIn(second), second.hits.hits[0]?.sort]).toEqual([['a'], ['b'], undefined])
  })
})

describe('searches that read everything', () => {
  test('end when the client has gone', async () => {
    await aDashboard(ctx)
    const client = new AbortController()
    client.abort()
    await expect(ask({ q: '*eck' }).catch((error) => error)).resolves.toBeDefined()
    ctx = { ...ctx, signal: client.signal }
    await expect(ask({ q: '*ecks' })).rejects.toMatchObject({ kind: 'badRequest' })
  })

  test('answer the same question again without reading, until something changes', async () => {
    await aDashboard(ctx, { name: 'a', displayName: 'Quarterly deck' })
    let reads = 0
    const list: typeof ctx.store.list = (query) => {
      reads += 1
      return ctx.store.list(query)
    }
    const counted = { ...ctx, store: { ...ctx.store, list } }
    const found = async (given: Partial<SearchOptions> = {}, asking = counted) => {
      reads = 0
      const options = { q: '*eck', index, from: 0, size: 10, deleted: false, descending: false, searchAfter: [] }
      const page = (await search({ ...options, countAll: false, ...given }, asking)) as unknown as Envelope // as in `ask`
      return { names: namesIn(page), total: page.hits.total.value, read: reads > 0 }
    }
    const first = { names: ['a'], total: 1 }
    expect(await found()).toEqual({ ...first, read: true })
    expect(await found()).toEqual({ ...first, read: false })
    for (const other of [{ q: '*ecks' }, { size: 9 }, { from: 1 }, { deleted: true }, { sortField: 'name' }])
      expect((await found(other)).read).toBe(true)
    // What somebody else may see is found for them.
    const bob = { ...counted, actor: { ...ctx.actor, id: randomUUID() } }
    expect(await found({}, bob)).toEqual({ ...first, read: true })
    await aDashboard(ctx, { name: 'b', displayName: 'Another deck' })
    expect(await found()).toEqual({ names: ['a', 'b'], total: 2, read: true })
    expect(await found()).toEqual({ names: ['a', 'b'], total: 2, read: false })
  })

  test('run two at a time; so many wait, the others are told when to come back', async () => {
    let running = 0
    let most = 0
    const run = async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running -= 1
    }
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => takingPlace(undefined, run)))
    expect(most).toBe(2)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(18)
    expect(outcomes.at(-1)).toMatchObject({ reason: { kind: 'unavailable', retryAfterSeconds: 5 } })
    await expect(takingPlace(undefined, async () => 'free again')).resolves.toBe('free again')
  })

  test('whoever waits and goes leaves the line', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const both = [takingPlace(undefined, () => promise), takingPlace(undefined, () => promise)]
    const client = new AbortController()
    const waiting = takingPlace(client.signal, async () => 'never')
    client.abort()
    await expect(waiting).rejects.toMatchObject({ kind: 'badRequest' })
    resolve()
    await Promise.all(both)
    await expect(takingPlace(undefined, async () => 'free')).resolves.toBe('free')
  })
})

describe('a phrase', () => {
  beforeEach(async () => {
    await aDashboard(ctx, { name: 'a', displayName: 'Orders by region', description: 'All' })
    await aDashboard(ctx, { name: 'b', displayName: 'Region', description: 'By orders of a region' })
    await aDashboard(ctx, { name: 'c', displayName: 'All orders', description: 'By regions' })
  })

  test.each([
    ['"orders by region"', ['a'], false],
    ['"by orders"', ['b'], false],
    ['"all orders" "by regions"', ['c'], false],
    ['"orders by"', ['a'], false],
    // The index knows the beginnings of words, and of addresses as if they went on after names.
    ['"order"', [], true],
    ['"region"', ['a', 'b'], true],
    ['displayName:"by region"', ['a'], true],
  ])('%s', async (q, expected, reads) => {
    const asked = vi.spyOn(ctx.store, 'untilCommit')
    const found = await ask({ q })
    expect([namesIn(found), found.hits.total.value]).toEqual([expected, expected.length])
    expect(asked.mock.calls.some(([question]) => Array.isArray(question) && question[0] === 'scan')).toBe(reads)
  })

  test('is looked for once, until something changes, by whoever asks', async () => {
    const asked = vi.spyOn(ctx.store, 'list')
    const find = async () => namesIn(await ask({ q: '"orders by region"' }))
    expect(await find()).toEqual(['a'])
    const reads = asked.mock.calls.length
    expect(reads).toBeGreaterThan(0)
    expect(await find()).toEqual(['a'])
    expect(asked).toHaveBeenCalledTimes(reads)
    await aDashboard(ctx, { name: 'd', displayName: 'Orders by region and day' })
    expect(await find()).toEqual(['a', 'd'])
  })

  test('does not go from a name to an address', async () => {
    await create(users, { name: 'ada', email: 'lovelace@example.com' }, ctx)
    expect(namesIn(await ask({ q: '"ada lovelace"', index: 'user_search_index' }))).toEqual([])
    expect(namesIn(await ask({ q: '"lovelace example"', index: 'user_search_index' }))).toEqual(['ada'])
  })
})

describe('titles without spaces', () => {
  beforeEach(() => aDashboard(ctx, { name: 'cn', displayName: '月度销售看板' }))

  test.each(['销售', '看板', '"销售看板"', '*销售*', '销售 AND cn', 'displayName:看板'])('%s', async (q) => {
    expect(namesIn(await ask({ q }))).toEqual(['cn'])
  })

  test.each(['售销', '"看板 销售"', '*售销*'])('not %s', async (q) => {
    expect(namesIn(await ask({ q }))).toEqual([])
  })
})

describe('one field against a value', () => {
  beforeEach(async () => {
    await aDashboard(ctx)
    await aDashboard(ctx, { name: 'sales_*', displayName: 'Sales by region', project: 'Deck' })
  })

  test.each([
    ['fullyQualifiedName', 'sample_superset.10', ['10']],
    ['fullyQualifiedName', 'sample_superset.1', []],
    ['fullyQualifiedName', 'sample_*', ['10', 'sales_*']],
    ['displayName', '*eck.gl*', ['10']],
    ['displayName', 'd?ck*', ['10']],
    ['displayName', 'reg*', ['sales_*']],
    ['displayName', 'by region', []],
    ['displayName', 'SALES*', ['sales_*']],
    ['name', 'sales_\\*', ['sales_*']],
    ['project', 'deck', ['sales_*']],
    ['serviceType', 'superset', ['10', 'sales_*']],
  ])('%s %s', async (field, value, names) => {
    const answer = await askField(field, value)
    expect(namesIn(answer)).toEqual(names)
    expect(answer.hits.total.value).toBe(names.length)
  })

  test('comes in pages', async () => {
    expect(namesIn(await askField('name', '*', 1, 1))).toEqual(['sales_*'])
  })
})
