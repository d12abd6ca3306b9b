import { beforeAll, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { putCustomProperty } from '@/lib/entities/custom-properties'
import { listByQuery } from '@/lib/entities/list-by-query'
import { listOfSite } from '@/lib/entities/property-lists'
import { read } from '@/lib/entities/read'
import { aDashboard, anActor, aService, aShippedContext } from '@/lib/entities/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { users } from '@/lib/model/entities/person'
import { types } from '@/lib/model/entities/type'
import { listQuery } from '@/lib/model/wire/query'

const def = dashboards as unknown as EntityDefinition // a definition like any other

let ctx: RequestContext
beforeAll(async () => {
  ctx = await aShippedContext()
  await aService(ctx)
  const { id } = await read(types, { fqn: 'dashboard' }, {}, ctx)
  for (const [name, kind, config] of [
    ['audience', 'enum', { values: ['Board', 'Staff'], multiSelect: true }],
    ['budget', 'number', undefined],
    ['steward', 'entityReference', ['user']],
    ['a, b: c', 'string', undefined],
    ['notes', 'markdown', undefined],
    ['due', 'date-cp', 'yyyy-MM-dd'],
    ['closed', 'date-cp', 'dd.MM.yyyy'],
    ['opened', 'date-cp', 'd.M.yyyy'],
    ['seen', 'timestamp', undefined],
    ['rows', 'table-cp', { columns: ['x'] }],
  ] as const) {
    const propertyType = { id: (await read(types, { fqn: kind }, {}, ctx)).id, type: 'type' }
    await putCustomProperty(id, { name, propertyType, ...(config && { customPropertyConfig: { config } }) }, ctx)
  }
  const { id: ada } = (await create(users, { name: 'ada', email: 'ada@example.com' }, ctx)).entity
  const extensions: Readonly<Record<string, object>> = {
    a: { audience: ['Board'], closed: '02.01.2027', budget: 20, 'a, b: c': 'Yes, it is' },
    b: { audience: ['Board', 'Staff'], budget: 3, due: '2026-06-30', closed: '01.07.2026' },
    c: { closed: '30.06.2026', budget: -1, steward: { id: ada, type: 'user' }, seen: Date.UTC(2026, 5, 30, 23, 59) },
    d: { notes: 'nobody' },
  }
  for (const [name, extension] of Object.entries(extensions))
    await aDashboard(ctx, { name, displayName: name, extension })
})

const found = async (query: Record<string, string>, by = ctx) => {
  const { extension, ...given } = query
  const page = await listOfSite(def, { ...listQuery.parse(given), extension }, by)
  return { names: page.data.map(({ name }) => name).join(''), paging: page.paging }
}

describe('a list by custom properties', () => {
  test.each([
    ['audience:board', 'ab'],
    ['audience:Staff', 'b'],
    ['audience:Board,budget:20', 'a'],
    ['budget:3.0', 'b'],
    ['a%2C%20b%3A%20c:Yes%2C%20it%20is', 'a'],
    ['steward:Ada', 'c'],
    ['steward:nobody', ''],
    ['audience:Nobody', ''],
    ['', 'abcd'],
    ['budget:from:3', 'ab'],
    ['budget:from:-1,budget:to:3', 'bc'],
    ['budget:from:4,budget:to:3', ''],
    ['budget:to:1e3,audience:is:set', 'ab'],
    ['due:from:2026-06-30', 'b'],
    ['due:from:2026-07-01', ''],
    ['due:to:2026-06', 'b'],
    ['seen:from:2026-06-30,seen:to:2026-06-30', 'c'],
    ['seen:to:2026-06-29', ''],
    ['a%2C%20b%3A%20c:contains:S%2C IT', 'a'],
    ['audience:contains:STA', 'b'],
    ['closed:contains:.07.', 'b'],
    ['closed:from:01.07.2026', 'ab'],
    ['closed:from:30.06.2026,closed:to:01.07.2026', 'bc'],
    ['closed:to:2026', 'bc'],
    ['closed:to:2026-06', 'c'],
    ['closed:from:2026-07-01,closed:to:2026-12-31', 'b'],
    ['audience:Board,audience:Staff', 'b'],
    ['audience:is:empty', 'cd'],
    ['steward:is:empty,notes:is:empty', 'ab'],
    ['notes:is:set', 'd'],
  ])('%s finds %j', async (extension, names) => {
    expect(await found({ extension })).toMatchObject({ names, paging: { total: names.length } })
  })

  test.each([
    ['extension:budget', 'cbad'],
    ['-extension:budget', 'abcd'],
    ['extension:closed', 'cbad'],
    ['-extension:closed', 'abcd'],
  ])('in the order %s, all of it, page by page and back', async (sort, names) => {
    const [first, last] = [names.slice(0, 2), names.slice(2)]
    const one = await found({ sort, limit: '2' })
    const two = await found({ sort, limit: '2', after: String(one.paging.after) })
    expect([one.names, two.names, one.paging.total]).toEqual([first, last, 4])
    expect(two.paging.after).toBeUndefined()
    expect((await found({ sort, limit: '2', before: String(two.paging.before) })).names).toBe(first)
  })

  test.each([
    [{ extension: 'owner:x' }, 'extension'],
    [{ extension: 'notes:nobody' }, 'extension'],
    [{ extension: 'audience' }, 'extension'],
    [{ extension: 'budget:much' }, 'extension'],
    [{ extension: `audience:${'x'.repeat(201)}` }, 'extension'],
    [{ extension: 'budget:above:1' }, 'extension'],
    [{ extension: 'budget:from:much' }, 'extension'],
    [{ extension: 'budget:contains:1' }, 'extension'],
    [{ extension: 'audience:from:a' }, 'extension'],
    [{ extension: 'due:from:June' }, 'extension'],
    [{ extension: 'closed:from:1.7.2026' }, 'extension'],
    [{ extension: 'closed:to:07.2026' }, 'extension'],
    [{ extension: 'opened:from:1.7.2026' }, 'extension'],
    [{ extension: 'seen:to:later' }, 'extension'],
    [{ extension: 'audience:contains:%20' }, 'extension'],
    [{ extension: 'audience:is:Board' }, 'extension'],
    [{ extension: 'notes:contains:nobody' }, 'extension'],
    [{ extension: 'rows:is:set' }, 'extension'],
    [{ extension: 'budget:from:much,gone:1,budget:much' }, 'extension'],
    [{ extension: Array.from({ length: 11 }, () => 'budget:3').join() }, 'extension'],
    [{ sort: 'extension:notes' }, 'sort'],
    [{ sort: '-extension:gone' }, 'sort'],
  ])('%j is refused, and says where', async (query, path) => {
    await expect(found(query)).rejects.toMatchObject({ kind: 'badRequest', fields: [{ path }] })
  })

  test('whoever may not read the values can neither find nor sort by them', async () => {
    const rule = { name: 'usage', effect: 'allow', operations: ['ViewUsage'], resources: ['all'] } as const
    const reader = { ...ctx, actor: anActor({ isAdmin: false, policies: [{ name: 'usage', rules: [rule] }] }) }
    const fields = 'usageSummary'
    expect((await found({ fields }, reader)).names).toBe('abcd')
    await expect(found({ fields, extension: 'audience:Board' }, reader)).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(found({ fields, sort: 'extension:budget' }, reader)).rejects.toMatchObject({ kind: 'forbidden' })
  })

  test('the list of the contract knows nothing of it', async () => {
    const query = listQuery.parse({ sort: 'extension:budget' })
    await expect(listByQuery(def, query, ctx)).rejects.toMatchObject({ kind: 'badRequest' })
    expect(listQuery.parse({ extension: 'audience:Board' })).not.toHaveProperty('extension')
  })
})
