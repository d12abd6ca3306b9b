/** What people decide about the values of a file, once it has been planned. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { createOrUpdate } from '@/lib/entities/create'
import { putCustomProperty } from '@/lib/entities/custom-properties'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { restore } from '@/lib/entities/restore'
import { aChart, aDashboard, anActor } from '@/lib/entities/testing'
import { findJob, runJob } from '@/lib/jobs/ask'
import { rowsFile } from '@/lib/jobs/failures'
import { findRows } from '@/lib/jobs/find-rows'
import { importInputOf, mappingOf } from '@/lib/jobs/import-input'
import { presentJob, presentRow } from '@/lib/jobs/present'
import { replanImport } from '@/lib/jobs/replan'
import { requestOfRow } from '@/lib/jobs/row-requests'
import { summariseJob } from '@/lib/jobs/summarise'
import { counted, eachWithRunner, receive, rested, rowsOf } from '@/lib/jobs/testing'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { users } from '@/lib/model/entities/person'
import type { ImportMapping, PlanAgain } from '@/lib/model/wire/import-mapping'
import type { Job } from '@/lib/store/jobs'

let ctx: RequestContext
eachWithRunner((made) => {
  ctx = made
})

const plannedJob = async (text: string, mapping?: ImportMapping): Promise<Job> =>
  rested((await receive(text, ctx, mapping)).id, ctx)
async function planAgain({ id }: Job, change: PlanAgain): Promise<Job> {
  await replanImport(id, change, ctx)
  return rested(id, ctx)
}
async function run({ id }: Job): Promise<Job> {
  await runJob(id, {}, ctx)
  return rested(id, ctx)
}
const stored = (fqn: string) => read(dashboards, { fqn }, { fields: 'all', include: 'non-deleted' }, ctx)
const outcomes = async (job: Job) => (await rowsOf(job, ctx)).map(({ status }) => status)
const problems = async (job: Job) =>
  (await summariseJob(job, ctx)).problems.map(({ key, message, count, rowNumbers, column }) => ({
    key,
    message,
    count,
    rowNumbers,
    column,
  }))

describe('what rows name and the catalogue has not', () => {
  const file = `Key,Tool,Labels,Who,Parts
a,tablaeu,PII.Sensitive,ana,one
b,sample_superset,Secret; Sensitive,nobody,one
c,sample_superset,,,two
`
  const columns = { Key: 'name', Tool: 'service', Labels: 'tags', Who: 'owners', Parts: 'charts' }
  beforeEach(async () => {
    await createOrUpdate(users, { name: 'ana', email: 'ana@example.com' }, ctx)
    await aChart(ctx, 'one')
  })

  test('comes with what there is that is called nearly so', async () => {
    const job = await plannedJob('name,service\na,sample_supreset\nb,elsewhere\n')
    const causes = (await summariseJob(job, ctx)).problems.map(({ cause }) => cause)
    expect(causes).toEqual([
      { kind: 'missing', type: 'dashboardService', key: 'sample_supreset', near: 'sample_superset' },
      { kind: 'missing', type: 'dashboardService', key: 'elsewhere' },
    ])
  })

  test('and is in the trash is told so, and is found once it is back', async () => {
    await aDashboard(ctx, { name: 'a', charts: ['sample_superset.one'] })
    await remove(dashboards, { fqn: 'sample_superset.a' }, { hardDelete: false, recursive: false }, ctx)
    const job = await plannedJob('name,service,charts\na,sample_superset,one\n')
    const [problem] = (await summariseJob(job, ctx)).problems
    const { id } = await read(charts, { fqn: 'sample_superset.one' }, { fields: 'all', include: 'deleted' }, ctx)
    expect(problem).toMatchObject({
      cause: { kind: 'missing', type: 'chart', key: 'sample_superset.one', deletedId: id },
      message: 'The chart sample_superset.one is in the trash: restore it first',
    })
    await restore(charts, id, ctx)
    expect(await counted(await planAgain(job, {}), ctx)).toEqual({ restore: 1 })
  })

  test('is told field by field in the words of the whole, and to programs by its name', async () => {
    const job = await plannedJob('name,service,tags\na,sample_superset,PII.Sensitive;Secret;PII.Sensitve\n')
    const [row] = await rowsOf(job, ctx)
    expect(row?.result).toMatchObject({
      message: 'No tag Secret; No tag PII.Sensitve. Did you mean PII.Sensitive?',
      fields: [
        { path: '/tags', message: 'No tag Secret', code: 'notFound', params: { type: 'tag', key: 'Secret' } },
        {
          path: '/tags',
          message: 'No tag PII.Sensitve. Did you mean PII.Sensitive?',
          code: 'notFound',
          params: { type: 'tag', key: 'PII.Sensitve', near: 'PII.Sensitive' },
        },
      ],
    })
  })

  test('is told by cause, all that is wrong with a row at once', async () => {
    const job = await plannedJob(file, { columns })
    expect(job.counts).toEqual({ refused: 3 })
    const rowOf = (count: number, ...rowNumbers: number[]) => ({ count, rowNumbers })
    expect(await problems(job)).toEqual(
      expect.arrayContaining([
        {
          key: 'missing dashboardService tablaeu',
          message: 'No service tablaeu',
          column: 'Tool',
          ...rowOf(1, 2),
        },
        { key: 'missing tag Secret', message: 'No tag Secret', column: 'Labels', ...rowOf(1, 3) },
        {
          key: 'missing user nobody',
          message: 'Nobody is found for nobody: neither by name, nor by address, nor by display name',
          column: 'Who',
          ...rowOf(1, 3),
        },
        {
          key: 'missing chart sample_superset.two',
          message: expect.stringContaining('No chart sample_superset.two'),
          column: 'Parts',
          ...rowOf(1, 4),
        },
      ]),
    )
  })

  test('is replaced by what it means, in every row, and is kept with the mapping', async () => {
    const first = await plannedJob(file, { columns })
    const values = [
      { type: 'dashboardService', name: 'tablaeu', to: 'sample_superset' },
      { type: 'tag', name: 'Secret', to: 'PII.None' },
      { type: 'user', name: 'nobody', to: 'ana@example.com' },
      { type: 'chart', name: 'sample_superset.two', to: 'sample_superset.one' },
    ]
    const job = await planAgain(first, { values, leaveOut: [{ type: 'tag', name: 'Secret' }] })
    // PII takes one tag at a time: what is left of the second row is another problem.
    const mended = await planAgain(job, { values: values.filter(({ type }) => type !== 'tag') })
    expect(mended.counts).toEqual({ create: 3 })
    expect(mappingOf(importInputOf(mended.input))).toMatchObject({
      columns,
      values: values.filter((v) => v.type !== 'tag'),
    })
    expect((await run(mended)).counts).toEqual({ created: 3 })
    expect(await stored('sample_superset.a')).toMatchObject({ tags: [{ tagFQN: 'PII.Sensitive' }] })
    expect(await stored('sample_superset.b')).toMatchObject({
      owners: [{ name: 'ana' }],
      // By its last part alone, as the page has always understood it.
      tags: [{ tagFQN: 'PII.Sensitive' }],
    })
    expect(await stored('sample_superset.c')).toMatchObject({ charts: [{ name: 'one' }] })
    const again = await plannedJob(file, mappingOf(importInputOf(mended.input)))
    expect(again.counts).toEqual({ unchanged: 3 })
  })

  test('is told with the job where it was created for its rows, each time that something was', async () => {
    const first = await plannedJob(file, { columns })
    expect(presentJob(first).file).not.toHaveProperty('made')
    const job = await planAgain(first, { made: { chart: 2, tag: 1 } })
    const again = await planAgain(job, { leaveOut: [{ type: 'tag', name: 'Secret' }], made: { chart: 1 } })
    expect(presentJob(again).file).toMatchObject({ made: { chart: 3, tag: 1 } })
    // It is of this job, and no part of a mapping.
    expect(presentJob(again).file?.mapping).not.toHaveProperty('made')
    expect(presentJob(await planAgain(again, {})).file).toMatchObject({ made: { chart: 3, tag: 1 } })
  })

  test('costs only the rows that were refused another plan; any other change costs all of them one', async () => {
    const text = 'name,service,tags\na,sample_superset,\nb,sample_superset,No.Such\n'
    const first = await plannedJob(text)
    expect(await outcomes(first)).toEqual(['create', 'refused'])
    // What has been planned well is not looked at again: that somebody makes it meanwhile is found out by the run.
    await aDashboard(ctx, { name: 'a' })
    const answered = await planAgain(first, { leaveOut: [{ type: 'tag', name: 'No.Such' }] })
    expect(await outcomes(answered)).toEqual(['create', 'create'])
    expect(answered.counts).toEqual(await counted(answered, ctx))
    // A tag that nobody misses may be on a row that is planned well.
    const all = await planAgain(answered, {
      leaveOut: [
        { type: 'tag', name: 'No.Such' },
        { type: 'tag', name: 'PII.None' },
      ],
    })
    expect(await outcomes(all)).toEqual(['unchanged', 'create'])
    const taken = await planAgain(all, { leaveOut: [] })
    expect(await outcomes(taken)).toEqual(['unchanged', 'refused'])
    expect(taken.counts).toEqual({ unchanged: 1, refused: 1 })
  })
})

test('a value that its custom property does not take is told of its own column, in words', async () => {
  const typeId = async (name: string) => (await ctx.store.findByFqns('type', [name]))[0]?.id ?? ''
  const dashboard = await typeId('dashboard')
  const property = async (name: string, type: string, config?: unknown) => {
    const propertyType = { id: await typeId(type), type: 'type' }
    const customPropertyConfig = config === undefined ? {} : { customPropertyConfig: { config } }
    await putCustomProperty(dashboard, { name, description: '', propertyType, ...customPropertyConfig }, ctx)
  }
  await property('team', 'string')
  await property('cost', 'integer')
  await property('region', 'enum', { values: ['North', 'South'] })
  const job = await plannedJob('name,service,team,Price,Area,Title\na,sample_superset,Sales,much,East,A\n', {
    columns: {
      name: 'name',
      service: 'service',
      team: 'extension.team',
      Price: 'extension.cost',
      Area: 'extension.region',
      Title: 'displayName',
    },
  })
  expect((await problems(job)).map(({ message, column }) => [column, message])).toEqual([
    ['Price', 'Price has to be a whole number'],
    ['Area', 'Area has to be one of North, South'],
  ])
  expect(Object((await rowsOf(job, ctx))[0]?.result).fields).toEqual([
    { path: '/extension/cost', message: 'Price has to be a whole number' },
    { path: '/extension/region', message: 'Area has to be one of North, South' },
  ])
})

test('rows are found by the problem they have', async () => {
  const job = await plannedJob(
    'name,service\n#N/A,sample_superset\na,nowhere\n#REF!,sample_superset\nb,sample_superset\n',
  )
  const found = async (problem: string) => {
    const { rows, total } = await findRows(job, { problem, offset: 0, limit: 10 }, ctx)
    return [total, ...rows.map(({ row }) => row)]
  }
  expect(await found('spoiled error')).toEqual([2, 0, 2])
  expect(await found('missing dashboardService nowhere')).toEqual([1, 1])
  expect(await found('spoiled fraction')).toEqual([0])
})

test('what a row would have changed is not told of it any more once it is refused', async () => {
  await aDashboard(ctx, { name: 'a' })
  const columns = { name: 'name', service: 'service', title: 'displayName' }
  const first = await plannedJob('name,service,title,who\na,sample_superset,New,nobody\n', { columns })
  expect(await rowsOf(first, ctx)).toMatchObject([{ status: 'update', result: { changeDescription: {} } }])
  const [row] = await rowsOf(await planAgain(first, { columns: { ...columns, who: 'owners' } }), ctx)
  expect(row).toMatchObject({ status: 'refused', result: { fields: [{ path: '/owners' }] } })
  expect(row?.result).not.toHaveProperty('changeDescription')
  expect(row?.result).not.toHaveProperty('base')
})

describe('rows of one name', () => {
  const file =
    'name,service,displayName\na,sample_superset,1\nb,sample_superset,B\na,sample_superset,2\na,sample_superset,3\n'

  test('are refused until somebody says which is taken, and again when that is taken back', async () => {
    const job = await plannedJob(file)
    expect(await outcomes(job)).toEqual(['refused', 'create', 'refused', 'refused'])
    expect(await problems(job)).toMatchObject([{ key: 'duplicate', count: 3, rowNumbers: [2, 4, 5] }])
    const first = await planAgain(job, { duplicates: 'first' })
    expect(await outcomes(first)).toEqual(['create', 'create', 'excluded', 'excluded'])
    expect(await problems(first)).toEqual([])
    const last = await planAgain(first, { duplicates: 'last' })
    expect(await outcomes(last)).toEqual(['excluded', 'create', 'excluded', 'create'])
    expect((await run(last)).counts).toEqual({ created: 2, excluded: 2 })
    expect(await stored('sample_superset.a')).toMatchObject({ displayName: '3' })
  })

  test('may be decided in the mapping from the start', async () => {
    expect(await outcomes(await plannedJob(file, { duplicates: 'first' }))).toEqual([
      'create',
      'create',
      'excluded',
      'excluded',
    ])
  })
})

test('a separator that no name may hold is written otherwise', async () => {
  const job = await plannedJob('name,service\nmodel::board,sample_superset\n')
  expect(await problems(job)).toMatchObject([{ key: 'separator', count: 1 }])
  expect((await planAgain(job, { separator: '_' })).counts).toEqual({ create: 1 })
})

test('what stands below a table is no row of it', async () => {
  const rows = Array.from({ length: 12 }, (_, at) => `r${at},sample_superset,Title ${at}`).join('\n')
  const job = await plannedJob(`name,service,displayName\n${rows}\nTotal: 12,,\n`)
  expect(job.counts).toEqual({ create: 12, excluded: 1 })
  expect((await planAgain(job, { service: 'sample_superset' })).counts).toEqual({ create: 12, excluded: 1 })
})

test('a name that has lost its value is warned of, and written all the same', async () => {
  const job = await plannedJob('name,service\n1.2E+17,sample_superset\n')
  expect(job.counts).toEqual({ create: 1 })
  expect(await problems(job)).toMatchObject([{ key: 'spoiled shortened', count: 1 }])
  expect((await run(job)).counts).toEqual({ created: 1 })
})

test('the summary says what changes, what is cleared, and what is certified', async () => {
  await aDashboard(ctx, { name: 'a', displayName: 'A', description: 'Old' })
  const { id } = await aDashboard(ctx, { name: 'b', displayName: 'B', description: 'Old' })
  const tagLabel = { tagFQN: 'Certification.Gold', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }
  await patch(
    dashboards,
    { id },
    [{ op: 'add', path: '/certification', value: { tagLabel, appliedDate: 1, expiryDate: 2 } }],
    undefined,
    ctx,
  )
  const job = await plannedJob(
    'name,service,displayName,description\na,sample_superset,New,\nb,sample_superset,B,New\n',
    {
      emptyCells: { description: 'clear' },
    },
  )
  const { fields, certified } = await summariseJob(job, ctx)
  expect(fields).toEqual([
    { field: 'description', changed: 2, cleared: 1 },
    { field: 'displayName', changed: 1, cleared: 0 },
  ])
  expect(certified).toBe(1)
})

test('a list that loses an item is not cleared, one that loses all of them is', async () => {
  for (const name of ['c1', 'c2']) await aChart(ctx, name)
  for (const name of ['a', 'b']) await aDashboard(ctx, { name, charts: ['sample_superset.c1', 'sample_superset.c2'] })
  const job = await plannedJob('name,service,charts\na,sample_superset,c1\nb,sample_superset,\n', {
    emptyCells: { charts: 'clear' },
  })
  expect((await summariseJob(job, ctx)).fields).toEqual([{ field: 'charts', changed: 2, cleared: 1 }])
})

describe('a mapping that changes', () => {
  test('columns too, with the rows as they came', async () => {
    const first = await plannedJob('Key,Title,Text\na,A,One\n', {
      columns: { Key: 'name', Title: 'displayName' },
      service: 'sample_superset',
    })
    const job = await planAgain(first, { columns: { Key: 'name', Title: 'displayName', Text: 'description' } })
    expect((await run(job)).counts).toEqual({ created: 1 })
    expect(await stored('sample_superset.a')).toMatchObject({ displayName: 'A', description: 'One' })
    let file = ''
    for await (const piece of rowsFile(job, ctx)) file += piece
    expect(file).toBe('\ufeffKey,Title,Text\r\na,A,One\r\n')
  })

  test('is refused where it does not fit, for others, and once the job runs', async () => {
    const job = await plannedJob('name,service\na,sample_superset\n')
    await expect(replanImport(job.id, { columns: { nam: 'name' } }, ctx)).rejects.toThrow('did you mean name?')
    expect(await findJob(job.id, ctx)).toEqual(job)
    const other = { ...ctx, actor: anActor({ id: 'another', isAdmin: false }) }
    await expect(replanImport(job.id, {}, other)).rejects.toThrow('not found')
    await run(job)
    await expect(replanImport(job.id, {}, ctx)).rejects.toThrow("is finished and can't be planned again")
  })
})

test('rows are found by any of their names, in any case, page by page', async () => {
  const job = await plannedJob(
    'name,service,displayName\nq1,sample_superset,Sales\nq2,sample_superset,SALES 2\nq3,sample_superset,Costs\n',
  )
  const find = async (q: string, offset = 0, statuses?: string[]) => {
    const { rows, total } = await findRows(job, { q, offset, limit: 1, statuses }, ctx)
    return { rows: rows.map(({ row }) => row), total }
  }
  expect(await find('sales')).toEqual({ rows: [0], total: 2 })
  expect(await find('sales', 1)).toEqual({ rows: [1], total: 2 })
  expect(await find('superset.Q3')).toEqual({ rows: [2], total: 1 })
  expect(await find('sales', 0, ['update'])).toEqual({ rows: [], total: 0 })
  expect(await find('', 2)).toEqual({ rows: [2], total: 3 })
})

test('an answer is taken back by saying nothing in its place', async () => {
  const job = await plannedJob('name,service\na::b,sample_superset\nc,sample_superset\nc,sample_superset\n')
  expect(await outcomes(job)).toEqual(['refused', 'refused', 'refused'])
  const answered = await planAgain(job, { separator: '_', duplicates: 'first' })
  expect(await outcomes(answered)).toEqual(['create', 'create', 'excluded'])
  const back = await planAgain(job, { separator: null, duplicates: null })
  expect(await outcomes(back)).toEqual(['refused', 'refused', 'refused'])
  expect(mappingOf(importInputOf(back.input))).toEqual({ columns: { name: 'name', service: 'service' } })
})

test('a row tells how much it says, and who its people are', async () => {
  const { entity: ana } = await createOrUpdate(
    users,
    { name: 'ana', email: 'ana@example.com', displayName: 'Ana' },
    ctx,
  )
  const job = await plannedJob('name,service,displayName,owners,Other\na,sample_superset,,ana@example.com,x\n')
  const [row] = await rowsOf(job, ctx)
  if (row === undefined) throw new Error('no row')
  expect(presentRow(job, row)).toMatchObject({ name: 'a', filled: 3 })
  expect(await requestOfRow(row, importInputOf(job.input), ctx)).toMatchObject({
    owners: [{ id: ana.id, type: 'user', name: 'ana', displayName: 'Ana' }],
  })
})
