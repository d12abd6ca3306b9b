/** How long certifications hold, and what ends them before (decision 038). */
import { beforeEach, expect, test } from 'vitest'
import { certificationSettings, keepCertificationSettings } from '@/lib/entities/certification'
import type { RequestContext } from '@/lib/entities/context'
import { createOrUpdate } from '@/lib/entities/create'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { aChart, aDashboard, anActor, aService, aShippedContext } from '@/lib/entities/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { Entity } from '@/lib/model/entities/entity'
import { certificationDefaults } from '@/lib/model/rules/certified'

const day = 24 * 60 * 60 * 1000
const label = { tagFQN: 'Certification.Gold', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }

let ctx: RequestContext
let board: Entity

beforeEach(async () => {
  ctx = await aShippedContext()
  await aService(ctx)
  board = await aDashboard(ctx)
})

const set = (validityPeriod: string, staleFields: (typeof certificationDefaults)['staleFields'] = []) =>
  keepCertificationSettings({ ...certificationDefaults, validityPeriod, staleFields }, ctx)
const change = (path: string, value: unknown, by = ctx) =>
  patch(dashboards, { id: board.id }, [{ op: 'add', path, value }], undefined, by).then(({ entity }) => entity)
const certify = (days: number, from = ctx.now) =>
  change('/certification', { tagLabel: label, appliedDate: from, expiryDate: from + days * day })
const at = (now: number) => ({ ...ctx, now })

test('a certification holds no longer than the settings say, a shorter one as long as it was said to', async () => {
  expect((await certify(90)).certification).toMatchObject({ appliedDate: ctx.now, expiryDate: ctx.now + 30 * day })
  await set('P60D')
  // What is certified already holds as long as it did.
  expect((await change('/description', 'New')).certification).toMatchObject({ expiryDate: ctx.now + 30 * day })
  expect((await certify(90)).certification).toMatchObject({ expiryDate: ctx.now + 60 * day })
  expect((await certify(7)).certification).toMatchObject({ expiryDate: ctx.now + 7 * day })
})

test('the same again is no change', async () => {
  await certify(90)
  const { version } = await read(dashboards, { id: board.id }, {}, ctx)
  expect((await certify(90)).version).toBe(version)
})

test('a change of a named member ends it, with a version that says so; of another it does not', async () => {
  await set('P30D', ['description', 'charts', 'tags', 'displayName'])
  await certify(30)
  await change('/sourceUrl', 'https://superset.example.com/10', at(ctx.now + 1))
  expect((await change('/owners', [], at(ctx.now + 2))).certification).toMatchObject({ expiryDate: ctx.now + 30 * day })
  const ended = await change('/description', 'Other figures', at(ctx.now + day))
  expect(ended.certification).toMatchObject({ appliedDate: ctx.now, expiryDate: ctx.now + day })
  expect(ended.changeDescription).toMatchObject({
    fieldsAdded: [{ name: 'description' }],
    fieldsUpdated: [{ name: 'certification' }],
  })
  // It stays at the day on which it ended, and what is given anew holds again.
  expect((await change('/description', 'More', at(ctx.now + 2 * day))).certification).toMatchObject({
    expiryDate: ctx.now + day,
  })
  await certify(30)
  await aChart(ctx, 'sales')
  const [chart] = await ctx.store.findByFqns('chart', ['sample_superset.sales'])
  const more = await change('/charts', [{ id: chart?.id, type: 'chart' }], at(ctx.now + 3))
  expect(more.certification).toMatchObject({ expiryDate: ctx.now + 3 })
})

test.each([
  ['/tags', [{ ...label, tagFQN: 'PII.None' }]],
  ['/displayName', 'Another'],
])('%s counts', async (path, value) => {
  await set('P30D', ['tags', 'displayName'])
  await certify(30)
  expect((await change(path, value, at(ctx.now + 1))).certification).toMatchObject({ expiryDate: ctx.now + 1 })
})

test('a PUT ends it as an edit does', async () => {
  await set('P30D', ['description'])
  await certify(30)
  const request = { name: '10', service: 'sample_superset', description: 'By a connector' }
  const put = await createOrUpdate(dashboards, request, at(ctx.now + 5))
  expect(put.entity.certification).toMatchObject({ expiryDate: ctx.now + 5 })
})

test('an edit that certifies and changes at once ends nothing', async () => {
  await set('P30D', ['description'])
  const value = { tagLabel: label, appliedDate: ctx.now, expiryDate: ctx.now + day }
  const steps = [
    { op: 'add', path: '/certification', value },
    { op: 'add', path: '/description', value: 'New' },
  ] as const
  const { entity } = await patch(dashboards, { id: board.id }, [...steps], undefined, ctx)
  expect(entity.certification).toMatchObject({ expiryDate: ctx.now + day })
})

test('whoever may edit and not certify ends it all the same, and does not certify', async () => {
  await set('P30D', ['description'])
  await certify(30)
  const rules = [
    { name: 'r', effect: 'allow', operations: ['ViewAll', 'EditDescription'], resources: ['all'] } as const,
  ]
  const actor = anActor({ name: 'eva', isAdmin: false, policies: [{ name: 'p', rules }] })
  const eva = { ...at(ctx.now + 9), actor }
  expect((await change('/description', 'Hers', eva)).certification).toMatchObject({ expiryDate: ctx.now + 9 })
  await expect(change('/certification', { tagLabel: label, appliedDate: 1, expiryDate: 2 }, eva)).rejects.toMatchObject(
    {
      kind: 'forbidden',
    },
  )
})

test('only administrators set it, and what cannot be read counts as not set', async () => {
  const reader = { ...ctx, actor: anActor({ isAdmin: false }) }
  await expect(keepCertificationSettings(certificationDefaults, reader)).rejects.toMatchObject({ kind: 'forbidden' })
  expect(await certificationSettings(reader)).toEqual(certificationDefaults)
  await ctx.store.putSetting('assetCertificationSettings', '{"validityPeriod": "P6M"}')
  expect(await certificationSettings(ctx)).toEqual(certificationDefaults)
})
