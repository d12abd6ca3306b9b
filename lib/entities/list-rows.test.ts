import { beforeAll, expect, test } from 'vitest'
import * as kinds from '@/components/catalogue/list-kinds'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { putCustomProperty } from '@/lib/entities/custom-properties'
import { definitionOfSite } from '@/lib/entities/extensions'
import { list } from '@/lib/entities/list'
import { listRows } from '@/lib/entities/list-rows'
import { read } from '@/lib/entities/read'
import { aChart, aDashboard, aService, aShippedContext } from '@/lib/entities/testing'
import { dataProducts } from '@/lib/model/entities/data-product'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import { definitionOf, definitions } from '@/lib/model/entities/registry'
import { types } from '@/lib/model/entities/type'
import { listedFields } from '@/lib/model/fields/listed'
import { listQueryOf } from '@/lib/model/wire/query'

let ctx: RequestContext
beforeAll(async () => {
  ctx = await aShippedContext()
  await aService(ctx)
  for (const name of ['a', 'b', 'c', 'd']) await aChart(ctx, name)
  await create(domains, { name: 'Harbour', domainType: 'Aggregate', description: 'Ships. '.repeat(50) }, ctx)
  await aDashboard(ctx, {
    name: 'ships',
    description: `  ${'a'.repeat(99)}🚢 and more`,
    domains: ['Harbour'],
    tags: [{ tagFQN: 'Certification.Gold' }, { tagFQN: 'Tier.Tier1' }],
  })
})

const rowsOf = (def: EntityDefinition, members: readonly string[], asked = {}) =>
  listRows(def, members, listQueryOf(def).parse({ limit: 100, ...asked }), ctx)

const definitionFor = (type: Parameters<typeof definitionOf>[0]) => {
  const def = definitionOf(type)
  if (def === undefined) throw new Error(`no definition of ${type}`)
  return def
}

test('a row has what is asked for, in short, and nothing else', async () => {
  const { data } = await rowsOf(definitionFor('dashboard'), ['description', 'domains', 'tags', 'service'], {
    q: 'ships',
  })
  expect(data).toHaveLength(1)
  const [row = { id: '', name: '' }] = data
  const always = ['id', 'name', 'displayName', 'fullyQualifiedName', 'version', 'updatedAt', 'updatedBy', 'deleted']
  const asked = ['description', 'domains', 'tags', 'service']
  expect(Object.keys(row).toSorted()).toEqual([...always, ...asked].toSorted())
  // No half of a sign that takes two.
  expect(row).toMatchObject({ description: `${'a'.repeat(99)}�`, service: { name: 'sample_superset' } })
  for (const one of [row.domains, row.tags].flat()) {
    expect(one).not.toHaveProperty('description')
    expect(one).not.toHaveProperty('href')
  }
  // The dot on a badge.
  expect(row.tags).toContainEqual(
    expect.objectContaining({ tagFQN: 'Certification.Gold', style: { color: '#FFCE00' } }),
  )
})

test('a list is of what belongs to a data product, or to none; types that belong to none have no such filter', async () => {
  await create(dataProducts, { name: 'Fleet', domains: ['Harbour'], description: 'All ships' }, ctx)
  await aDashboard(ctx, { name: 'fleet', domains: ['Harbour'], dataProducts: ['Fleet'] })
  const named = async (dataProduct: string) =>
    (await rowsOf(definitionFor('dashboard'), [], { dataProduct })).data.map(({ name }) => name)
  expect(await named('Fleet')).toEqual(['fleet'])
  expect(await named('none')).toEqual(['ships'])
  expect(await named('Nothing')).toEqual([])
  expect(listQueryOf(definitionFor('tag')).shape).not.toHaveProperty('dataProduct')
})

test('pages and order are those of the list', async () => {
  const def = definitionFor('chart')
  const asked = { limit: 3, sort: '-name' }
  const [rows, whole] = await Promise.all([
    rowsOf(def, [], asked),
    list(def, { fields: new Set(), include: 'non-deleted', ...asked }, ctx),
  ])
  expect(rows.data.map(({ id }) => id)).toEqual(whole.data.map(({ id }) => id))
  expect(rows.data).toHaveLength(3)
  expect(rows.paging).toEqual(whole.paging)
})

test('parts of a member can be asked for alone, custom properties among them', async () => {
  const type = await read(types, { fqn: 'dashboard' }, {}, ctx)
  const propertyType = async (name: string) => {
    const { id } = await read(types, { fqn: name }, {}, ctx)
    return { id, type: 'type' }
  }
  for (const [name, kind] of [
    ['a, "b"', 'string'],
    ['steward', 'entityReference'],
    ['seats', 'integer'],
  ] as const)
    await putCustomProperty(
      type.id,
      {
        name,
        propertyType: await propertyType(kind),
        ...(name === 'steward' && { customPropertyConfig: { config: ['user'] } }),
      },
      ctx,
    )
  const site = await definitionOfSite(definitionFor('dashboard'), ctx)
  const names = listedFields(site).flatMap(({ name, property }) => (property ? [name] : []))
  expect(names).toHaveLength(3)
  expect(names.join(',').split(',')).toEqual(names)
  await aDashboard(ctx, { name: 'quays', extension: { 'a, "b"': 'x'.repeat(200), seats: 3 } })
  const { data } = await rowsOf(definitionFor('dashboard'), [names[0] ?? '', names[1] ?? '', 'tier'], { q: 'quays' })
  expect(data.map(({ extension, tags }) => ({ extension, tags }))).toEqual([
    { extension: { 'a, "b"': 'x'.repeat(100) }, tags: [] },
  ])
  await expect(rowsOf(definitionFor('dashboard'), ['extension:gone'])).rejects.toMatchObject({ kind: 'badRequest' })
})

test('a member that there is not is refused', async () => {
  await expect(rowsOf(definitionFor('dashboard'), ['owners', 'password'])).rejects.toMatchObject({
    kind: 'badRequest',
    fields: [{ path: 'members' }],
  })
})

test('of every type each member can be asked for, and is there as in the list', async () => {
  const withRows = await Promise.all(
    definitions.map(async (def) => {
      const members = [...def.fields]
      const [rows, whole] = await Promise.all([
        rowsOf(def, members),
        list(def, { fields: 'all', include: 'non-deleted', limit: 100 }, ctx),
      ])
      const isNamed = (member: string) => def.relations[member]?.named === true
      const shown = (entity: object = {}) => Object.keys(entity).filter((member) => !isNamed(member))
      for (const [at, row] of rows.data.entries()) expect(new Set(shown(row))).toEqual(new Set(shown(whole.data[at])))
      return rows.data.length > 0 ? [def.type] : []
    }),
  )
  expect(withRows.flat().length).toBeGreaterThan(8)
})

test.each(Object.entries(kinds))(
  '%s asks for members that its type has, and reads its columns from them',
  (_name, kind) => {
    const { fields } = definitionFor(kind.def.type)
    expect(kind.members.filter((member) => !fields.has(member))).toEqual([])
    const known = new Set<string>([...kind.members, 'displayName', 'version', 'updatedAt', 'dashboards', 'charts'])
    const columns = kind.columns.map((column) => (typeof column === 'string' ? column : column.name))
    expect(columns.filter((column) => !known.has(column))).toEqual([])
  },
)
