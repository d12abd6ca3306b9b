import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { read } from '@/lib/entities/read'
import { seed } from '@/lib/entities/seed'
import { aChart, aContext, anActor, aService } from '@/lib/entities/testing'
import { exampleFiles, packed } from '@/lib/import/formats/testing'
import { readFile } from '@/lib/import/read-file'
import { runJob, undoJob } from '@/lib/jobs/ask'
import { failuresFile, rowsFile } from '@/lib/jobs/failures'
import { presentJob, presentRow } from '@/lib/jobs/present'
import { receiveImport } from '@/lib/jobs/receive-import'
import { replanImport } from '@/lib/jobs/replan'
import { summariseJob } from '@/lib/jobs/summarise'
import { aRunner, type RunningRunner, rested, rowsOf } from '@/lib/jobs/testing'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import { tags } from '@/lib/model/entities/tag'
import { quoteName } from '@/lib/model/rules/fqn'

let ctx: RequestContext
let runner: RunningRunner
beforeEach(async () => {
  ctx = await aContext({ now: Date.now() })
  runner = aRunner(ctx)
})
afterEach(async () => {
  await runner.stop()
  await ctx.store.close()
})

const births = '3a4c13e1-8bed-4f90-a2ac-803da400482e'
const boys = '2e3a859c-e9a4-4b86-b70e-ffd10e736930'
const genders = '62376a53-3e0f-4ba9-b3ea-dfa7169951da'
const states = 'c4c52e3d-63ac-48ac-b064-7a6f3c5a7705'

interface Given {
  readonly path?: string
  readonly service?: string
  readonly classification?: string
  readonly createMissing?: boolean
}
async function planned({ path = 'superset/export', service, classification, createMissing = false }: Given = {}) {
  const bytes = packed(exampleFiles(path))
  const { id } = await receiveImport(
    {
      collection: 'dashboards',
      source: { kind: 'file', name: 'export.zip', bytes },
      options: { toolUrl: 'https://bi.example.com', classification },
      mapping: service === undefined ? {} : { service },
      createMissing,
      runs: false,
    },
    ctx,
  )
  return rested(id, ctx)
}
async function ran(given?: Given) {
  const { id } = await planned(given)
  await runJob(id, {}, ctx)
  return rested(id, ctx)
}
const named = (fqn: string) => read(dashboards, { fqn }, { fields: 'all', include: 'non-deleted' }, ctx)

test('an export of Superset is dashboards with their charts, and the same again changes nothing', async () => {
  await aService(ctx)
  const plan = await planned()
  expect(plan).toMatchObject({ state: 'planned', counts: { create: 4 } })
  expect(presentJob(plan).file).toMatchObject({
    mapping: { service: 'sample_superset' },
    recognised: { tool: 'Superset', said: 'Superset export of 1 dashboard and 3 charts from 1 database' },
    charts: [
      { column: 'name', target: 'name' },
      { target: 'displayName' },
      { target: 'description' },
      { target: 'chartType' },
    ],
  })
  const told = (await rowsOf(plan, ctx)).map((row) => presentRow(plan, row))
  expect(told.map(({ collection, rowNumber, name, outcome }) => [collection, rowNumber, name, outcome])).toEqual([
    ['charts', 1, boys, 'create'],
    ['charts', 2, genders, 'create'],
    ['charts', 3, states, 'create'],
    [undefined, 1, births, 'create'],
  ])
  await expect(named(`sample_superset.${births}`)).rejects.toThrow('not found')
  expect((await ran()).counts).toEqual({ created: 4 })
  const board = await named(`sample_superset.${births}`)
  expect(board).toMatchObject({
    displayName: 'USA Births Names',
    description: 'Certified by Data Team: Reviewed every quarter',
    sourceUrl: 'https://bi.example.com/superset/dashboard/births/',
  })
  expect(board.charts).toMatchObject([{ name: boys }, { name: genders }, { name: states }])
  const again = await planned()
  expect(again.counts).toEqual({ unchanged: 4 })
  expect((await ran()).counts).toEqual({ unchanged: 4 })
  expect(await named(`sample_superset.${births}`)).toEqual(board)
})

test('of an export that changed meanwhile, only what changed is written', async () => {
  await aService(ctx)
  await ran()
  const files = exampleFiles('superset/export').map(({ name, bytes }) => {
    const text = new TextDecoder().decode(bytes).replace('dashboard_title: USA Births Names', 'dashboard_title: Births')
    return { name, bytes: new TextEncoder().encode(text) }
  })
  const source = { kind: 'file', name: 'export.zip', bytes: packed(files) } as const
  const options = { toolUrl: 'https://bi.example.com' }
  const { id } = await receiveImport({ collection: 'dashboards', source, options, mapping: {}, runs: true }, ctx)
  const job = await rested(id, ctx)
  expect(job.counts).toEqual({ unchanged: 3, updated: 1 })
  const [changed] = (await rowsOf(job, ctx)).filter(({ status }) => status === 'updated')
  expect(changed && presentRow(job, changed)).toMatchObject({
    basedOn: 0.1,
    changeDescription: {
      fieldsUpdated: [{ name: 'displayName', oldValue: 'USA Births Names', newValue: 'Births' }],
      fieldsAdded: [],
      fieldsDeleted: [],
    },
  })
})

test('charts that are there already, or come back, are linked as those that are new', async () => {
  await aService(ctx)
  await aChart(ctx, boys)
  const plan = await planned()
  expect(plan.counts).toEqual({ create: 3, update: 1 })
  const { id } = await ran()
  await undoJob(id, true, ctx).then((undo) => rested(undo.id, ctx))
  await expect(named(`sample_superset.${births}`)).rejects.toThrow('not found')
  expect((await planned()).counts).toEqual({ restore: 3, update: 1 })
  expect((await ran()).counts).toEqual({ restored: 3, updated: 1 })
  expect((await named(`sample_superset.${births}`)).charts).toHaveLength(3)
})

test('a chart that is left out of the run costs the dashboards that show it, with the reason', async () => {
  await aService(ctx)
  const { id } = await planned()
  await runJob(id, { withoutRows: [0] }, ctx)
  const job = await rested(id, ctx)
  expect(job.counts).toEqual({ created: 2, excluded: 1, failed: 1 })
  let failures = ''
  for await (const piece of failuresFile(job, ctx)) failures += piece
  expect(failures).toContain(`No chart sample_superset.${boys}`)
  expect(failures.split('\r\n')[0]).toContain('sourceUrl')
  let all = ''
  for await (const piece of rowsFile(job, ctx, { kind: 'charts' })) all += piece
  expect(all.trim().split('\r\n')).toHaveLength(4)
  expect(all).toContain('chartType')
})

test('another service is said once, for charts and dashboards', async () => {
  await aService(ctx)
  await aService(ctx, 'other')
  await expect(planned()).rejects.toThrow('There are several services of Superset: other, sample_superset')
  const { id } = await planned({ service: 'sample_superset' })
  await replanImport(id, { service: 'other' }, ctx)
  await rested(id, ctx)
  await runJob(id, {}, ctx)
  expect((await rested(id, ctx)).counts).toEqual({ created: 4 })
  expect((await named(`other.${births}`)).charts).toHaveLength(3)
})

test('what the catalogue does not have is made where that is asked for', async () => {
  await expect(planned()).rejects.toThrow('There is no service of Superset yet')
  await expect(planned({ service: 'ours' })).resolves.toMatchObject({ counts: { refused: 4 } })
  const given = { path: 'grafana/classic.json', service: 'our_grafana', classification: 'Grafana', createMissing: true }
  expect((await ran(given)).counts).toEqual({ created: 5 })
  const service = await read(dashboardServices, { fqn: 'our_grafana' }, { fields: 'all', include: 'all' }, ctx)
  expect(service).toMatchObject({ serviceType: 'Grafana' })
  expect(await read(tags, { fqn: 'Grafana.linux' }, { fields: 'all', include: 'all' }, ctx)).toMatchObject({
    name: 'linux',
  })
  const board = await named('our_grafana.node-exporter')
  expect(board.tags).toMatchObject([{ tagFQN: 'Grafana.infra' }, { tagFQN: 'Grafana.linux' }])
  expect(board.charts).toHaveLength(4)
  const chart = await read(charts, { fqn: 'our_grafana.node-exporter:2' }, { fields: 'all', include: 'all' }, ctx)
  expect(chart).toMatchObject({ sourceUrl: 'https://bi.example.com/d/node-exporter?viewPanel=2', chartType: 'Line' })
  expect((await ran(given)).counts).toEqual({ unchanged: 5 })
})

test('who may not make it, makes nothing', async () => {
  const admin = ctx
  ctx = { ...ctx, actor: anActor({ id: '00000000-0000-4000-8000-000000000009', name: 'eve', isAdmin: false }) }
  const given = { path: 'grafana/classic.json', service: 'our_grafana', classification: 'Grafana', createMissing: true }
  await expect(planned(given)).rejects.toMatchObject({ kind: 'forbidden' })
  expect(await admin.store.findByFqns('dashboardService', ['our_grafana'])).toEqual([])
  expect(await admin.store.findByFqns('classification', ['Grafana'])).toEqual([])
})

const tables = ['looker/system-activity.csv', 'tableau/projects.xml']
const ofCharts = ['superset/charts.json', 'lightdash/charts']
const examples = readdirSync('data/exports', { withFileTypes: true })
  .flatMap((tool) =>
    tool.isDirectory() ? readdirSync(`data/exports/${tool.name}`).map((of) => `${tool.name}/${of}`) : [],
  )
  .filter((path) => ![...tables, ...ofCharts].includes(path) && !path.startsWith('open-metadata/'))

test.each([...examples, 'open-metadata'])(
  '%s comes in with its charts linked, and a second time changes nothing',
  async (path) => {
    await seed(ctx)
    // What OpenMetadata's own samples are in.
    await aService(ctx)
    const files = exampleFiles(path)
    const [only] = files
    const source =
      files.length === 1 && only ? ({ kind: 'file', ...only } as const) : ({ kind: 'files', files } as const)
    const options = { toolUrl: 'https://bi.example.com', classification: 'Tool', collection: 'dashboards' }
    const { rows, columns, charts: sheet } = await readFile(source, options)
    const planOf = async () => {
      const mapping = { service: 'tool' }
      const request = { collection: 'dashboards', source, options, mapping, createMissing: true, runs: false } as const
      const { id } = await receiveImport(request, ctx)
      const job = await rested(id, ctx)
      // Nobody of the tool is a user here.
      const leaveOut = (await summariseJob(job, ctx)).problems.flatMap(({ cause }) =>
        cause.kind === 'missing' && cause.type === 'user' ? [{ type: 'user', name: cause.key }] : [],
      )
      if (leaveOut.length === 0) return job
      await replanImport(id, { leaveOut }, ctx)
      return rested(id, ctx)
    }
    const plan = await planOf()
    expect((await summariseJob(plan, ctx)).problems).toEqual([])
    expect(plan.counts).toEqual({ create: rows.length + (sheet?.rows.length ?? 0) })
    await runJob(plan.id, {}, ctx)
    expect((await rested(plan.id, ctx)).counts).toEqual({ created: plan.counts.create })
    const [name, shown, service] = ['name', 'charts', 'service'].map((column) => columns.indexOf(column))
    for (const row of rows) {
      const names = row[shown ?? -1]
      const board = await named(`${row[service ?? -1] ?? 'tool'}.${quoteName(String(row[name ?? -1]))}`)
      expect(board.charts ?? []).toHaveLength(new Set(Array.isArray(names) ? names : []).size)
    }
    expect((await planOf()).counts).toEqual({ unchanged: plan.counts.create })
  },
)
