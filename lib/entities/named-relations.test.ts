/** Lists as long as the catalogue come when they are named, and weigh on nothing else. */
import { beforeEach, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { list } from '@/lib/entities/list'
import { patch } from '@/lib/entities/patch'
import { parseFields, read } from '@/lib/entities/read'
import { aContext, aDashboard, aService } from '@/lib/entities/testing'
import { versions } from '@/lib/entities/versions'
import { dashboards } from '@/lib/model/entities/dashboard'
import { domains } from '@/lib/model/entities/domain'

let ctx: RequestContext
let id: string
beforeEach(async () => {
  ctx = await aContext()
  await aService(ctx)
  id = (await create(domains, { name: 'Sales', domainType: 'Aggregate', description: 'Sells' }, ctx)).entity.id
  await aDashboard(ctx, { domains: ['Sales'] })
})

const shown = (fields: string) => read(domains, { id }, { fields: parseFields(domains, fields) }, ctx)

test('the assets of a domain are no part of `*`, but stand beside it when they are named too', async () => {
  expect(await shown('*')).not.toHaveProperty('assets')
  expect(await shown('assets')).toMatchObject({ assets: [{ fullyQualifiedName: 'sample_superset.10' }] })
  expect(await shown('*,assets')).toMatchObject({ owners: [], assets: [{ fullyQualifiedName: 'sample_superset.10' }] })
})

test('a version of a domain does not carry its assets', async () => {
  await patch(domains, { id }, [{ op: 'replace', path: '/description', value: 'Sells more' }], undefined, ctx)
  const { versions: texts } = await versions(domains, id, ctx)
  expect(texts).toHaveLength(2)
  for (const text of texts) expect(JSON.parse(text)).not.toHaveProperty('assets')
})

test('a row of a list tells its last change once', async () => {
  const { id: dashboard } = await aDashboard(ctx, { name: '11' })
  await patch(dashboards, { id: dashboard }, [{ op: 'add', path: '/displayName', value: 'New' }], undefined, ctx)
  const { data } = await list(dashboards, { fields: new Set(), include: 'non-deleted', limit: 10 }, ctx)
  const row = data.find((entity) => entity.id === dashboard)
  expect(row).toHaveProperty('changeDescription')
  expect(row).not.toHaveProperty('incrementalChangeDescription')
  expect(await read(dashboards, { id: dashboard }, { fields: new Set() }, ctx)).toHaveProperty(
    'incrementalChangeDescription',
  )
})
