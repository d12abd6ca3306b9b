import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { putCustomProperty } from '@/lib/entities/custom-properties'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { read } from '@/lib/entities/read'
import { seed } from '@/lib/entities/seed'
import { aChart, aContext, aDashboard, aService } from '@/lib/entities/testing'
import { contractAbort, contractColumns, contractMapping, contractWriter, hasRows } from '@/lib/import/contract-csv'
import { csvResult } from '@/lib/jobs/csv-result'
import { receiveImport } from '@/lib/jobs/receive-import'
import { aFile, aRunner, type RunningRunner, rested } from '@/lib/jobs/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { users } from '@/lib/model/entities/person'

const def = dashboards as unknown as EntityDefinition // used for what is true of every type
let ctx: RequestContext
let runner: RunningRunner
beforeEach(async () => {
  ctx = await aContext({ now: Date.now() })
  runner = aRunner(ctx)
  await seed(ctx)
  await aService(ctx)
})
afterEach(async () => {
  await runner.stop()
  await ctx.store.close()
})

async function aProperty(name: string, typeName: string): Promise<void> {
  const [type] = await ctx.store.findByFqns('type', ['dashboard'])
  const [propertyType] = await ctx.store.findByFqns('type', [typeName])
  await putCustomProperty(type?.id ?? '', { name, propertyType: { id: propertyType?.id ?? '', type: 'type' } }, ctx)
}
const found = () => read(def, { fqn: 'sample_superset.10' }, { fields: 'all', include: 'all' }, ctx)
const label = (tagFQN: string) => ({ tagFQN, source: 'Classification', labelType: 'Manual', state: 'Confirmed' })

async function imported(text: string, dryRun = false) {
  const { id } = await receiveImport(
    {
      collection: 'dashboards',
      source: aFile(text),
      options: { delimiter: ',', quotes: 'csv', headerRow: 1 },
      mapping: contractMapping('sample_superset'),
      runs: !dryRun,
    },
    ctx,
  )
  return csvResult(await rested(id, ctx), dryRun, ctx)
}
async function exported(): Promise<string> {
  const writer = contractWriter(def, [...(await customPropertiesOf('dashboard', ctx)).values()])
  return `${writer.start}${writer.row(await found())}${writer.end}`
}

test('what is exported is imported again, and nothing changes; what is empty clears', async () => {
  await aProperty('cost', 'integer')
  await aProperty('note', 'string')
  await aChart(ctx, 'a;b')
  await aChart(ctx, 'c')
  const { entity: ana } = await create(users, { name: 'ana', email: 'ana@example.com' }, ctx)
  await aDashboard(ctx, {
    description: 'With "quotes", commas\nand lines',
    project: '=Sales',
    dashboardType: 'Report',
    charts: ['sample_superset.a;b', 'sample_superset.c'],
    tags: [label('PII.None'), label('Tier.Tier2')],
    owners: [{ id: ana.id, type: 'user' }],
    extension: { cost: 12, note: 'a; b: c' },
  })
  const before = await found()
  const text = await exported()
  expect(contractAbort(text)).toBeUndefined()
  const same = await imported(text)
  expect(same).toMatchObject({
    status: 'success',
    numberOfRowsProcessed: 2,
    numberOfRowsPassed: 2,
    numberOfRowsFailed: 0,
  })
  expect(same.importResultsCsv).toMatch(/^status,details,name\*,.*\r\nsuccess,Entity updated,10,/)
  expect(await found()).toEqual(before)

  const bare = `${contractColumns.join(',')}\r\n10,Only this,,,,,,,,,,,,\r\n`
  expect(await imported(bare, true)).toMatchObject({ dryRun: true, status: 'success' })
  expect(await found()).toEqual(before)
  await imported(bare)
  const after = await found()
  expect(after).toMatchObject({ displayName: 'Only this', charts: [], tags: [], owners: [] })
  for (const member of ['description', 'project', 'extension']) expect(after[member]).toBeUndefined()
})

test('a row that is wrong stands in nobody’s way, and says why', async () => {
  const rows = ['good,,,,,,,,,,,,,', 'bad,,,,,,,Not.There,,,,,,', ',No name,,,,,,,,,,,,']
  const result = await imported(`${contractColumns.join(',')}\r\n${rows.join('\r\n')}\r\n`)
  expect(result).toMatchObject({
    status: 'partialSuccess',
    numberOfRowsProcessed: 4,
    numberOfRowsPassed: 2,
    numberOfRowsFailed: 2,
  })
  const lines = result.importResultsCsv?.trimEnd().split('\r\n') ?? []
  expect(lines[1]).toMatch(/^success,Entity created,good,/)
  expect(lines[2]).toMatch(/^failure,.*Not\.There.*,bad,/)
  expect(lines[3]).toMatch(/^failure,.*name.*,,No name,/)
})

test('a header has to be right to the letter', () => {
  expect(contractAbort('name,displayName\r\n1,\r\n')).toBe(
    `#INVALID_HEADER: Headers [name, displayName] doesn't match [${contractColumns.join(', ')}]`,
  )
  expect(contractAbort('')).toMatch(/^#INVALID_HEADER: Headers \[\]/)
  expect(contractAbort(`\ufeff${contractColumns.join(',')}\r\n`)).toBeUndefined()
  expect([hasRows(`${contractColumns.join(',')}\r\n\r\n`), hasRows('a\r\nb')]).toEqual([false, true])
})
