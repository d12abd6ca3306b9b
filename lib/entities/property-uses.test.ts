import { beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { putCustomProperty } from '@/lib/entities/custom-properties'
import { listOfSite } from '@/lib/entities/property-lists'
import { definitionWithUses, keepPropertyUse, requiredProperties } from '@/lib/entities/property-uses'
import { read } from '@/lib/entities/read'
import { seed } from '@/lib/entities/seed'
import { aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { policies } from '@/lib/model/entities/role'
import { types } from '@/lib/model/entities/type'
import { listQuery } from '@/lib/model/wire/query'

const def = dashboards as unknown as EntityDefinition // a definition like any other

let ctx: RequestContext
const define = async (name: string, kind: string, config?: unknown) => {
  const { id } = await read(types, { fqn: 'dashboard' }, {}, ctx)
  const propertyType = { id: (await read(types, { fqn: kind }, {}, ctx)).id, type: 'type' }
  await putCustomProperty(id, { name, propertyType, customPropertyConfig: { config } }, ctx)
}
const useOf = async (name: string) => (await definitionWithUses(def, ctx)).members.get(`extension:${name}`)?.use
const found = async (extension: string) => {
  const { data, paging } = await listOfSite(def, { ...listQuery.parse({}), extension }, ctx)
  return [data.map(({ name }) => name).join(''), paging.total]
}

beforeEach(async () => {
  ctx = await aContext()
  await seed(ctx)
  await aService(ctx)
  await define('audience', 'string')
  await define('cost', 'number')
  await define('grid', 'table-cp', { columns: ['x'] })
  for (const [name, extension] of Object.entries({
    a: { audience: 'Board', cost: 0 },
    b: { audience: 'Staff' },
    c: { cost: 2 },
    d: {},
  }))
    await aDashboard(ctx, { name, extension })
})

describe('what is made of custom properties', () => {
  test('is what it is from the start, until somebody says otherwise of one', async () => {
    expect(await useOf('cost')).toEqual({ isFilter: true, isRequired: false })
    await keepPropertyUse(def, 'cost', { isFilter: false, isRequired: true }, ctx)
    expect(await useOf('cost')).toEqual({ isFilter: false, isRequired: true })
    expect(await useOf('audience')).toEqual({ isFilter: true, isRequired: false })
    expect(await requiredProperties(def, ctx)).toEqual(['cost'])
  })

  test('finds what lacks something that is required, and what lacks nothing', async () => {
    expect(await found(':is:empty')).toEqual(['', 0])
    expect(await found(':is:set')).toEqual(['abcd', 4])
    await keepPropertyUse(def, 'cost', { isFilter: true, isRequired: true }, ctx)
    expect(await found(':is:empty')).toEqual(['bd', 2])
    await keepPropertyUse(def, 'audience', { isFilter: true, isRequired: true }, ctx)
    expect(await found(':is:empty')).toEqual(['bcd', 3])
    expect(await found(':is:set')).toEqual(['a', 1])
    expect(await found(':is:empty,audience:Staff')).toEqual(['b', 1])
    await expect(found(':is:full')).rejects.toMatchObject({ kind: 'badRequest', fields: [{ path: 'extension' }] })
    await expect(found(':Board')).rejects.toMatchObject({ kind: 'badRequest', fields: [{ path: 'extension' }] })
  })

  test('is for administrators, of properties that there are, and of values that can be told to be there', async () => {
    const use = { isFilter: true, isRequired: true }
    const reader = { ...ctx, actor: anActor({ isAdmin: false }) }
    await expect(keepPropertyUse(def, 'cost', use, reader)).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(keepPropertyUse(def, 'gone', use, ctx)).rejects.toMatchObject({ kind: 'notFound' })
    const policy = policies as unknown as EntityDefinition // has no custom properties
    await expect(keepPropertyUse(policy, 'cost', use, ctx)).rejects.toMatchObject({ kind: 'notFound' })
    await expect(keepPropertyUse(def, 'grid', use, ctx)).rejects.toMatchObject({
      kind: 'badRequest',
      fields: [{ path: 'isRequired' }],
    })
    await keepPropertyUse(def, 'grid', { isFilter: false, isRequired: false }, ctx)
  })

  test('outlasts a property that is taken away and comes again, but for what its kind rules out', async () => {
    await keepPropertyUse(def, 'cost', { isFilter: false, isRequired: true }, ctx)
    await define('cost', 'table-cp', { columns: ['x'] })
    expect(await useOf('cost')).toEqual({ isFilter: false, isRequired: false })
    await ctx.store.putSetting('propertyUse:dashboard:cost', '{"of": "another release"}')
    expect(await useOf('cost')).toEqual({ isFilter: true, isRequired: false })
  })
})
