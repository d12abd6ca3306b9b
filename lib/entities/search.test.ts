import { beforeEach, describe, expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { type SearchOptions, search } from '@/lib/entities/search'
import { searchField } from '@/lib/entities/search-field'
import { aContext, aDashboard, aService } from '@/lib/entities/testing'
import { dashboards } from '@/lib/model/dashboard'

let ctx: RequestContext
beforeEach(async () => {
  ctx = await aContext()
  await aService(ctx)
})

interface Envelope {
  readonly hits: {
    readonly total: { readonly value: number }
    readonly hits: readonly { readonly _source: { readonly name: string }; readonly sort?: readonly string[] }[]
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
