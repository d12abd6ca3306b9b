import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { createOrUpdate } from '@/lib/entities/create'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { aChart, aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { cancelJob, findJob, pauseJob, requireRoom, resumeJob, runJob, undoJob, unfinishedMax } from '@/lib/jobs/ask'
import { failuresFile } from '@/lib/jobs/failures'
import { receiveImport } from '@/lib/jobs/receive-import'
import { aFile, aRunner, counted, type RunningRunner, receive, rested, rowsOf } from '@/lib/jobs/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import { users } from '@/lib/model/entities/person'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'
import type { Job } from '@/lib/store/jobs'

let ctx: RequestContext
let runner: RunningRunner
beforeEach(async () => {
  ctx = await aContext({ now: Date.now() })
  await aService(ctx)
  runner = aRunner(ctx)
})
afterEach(async () => {
  await runner.stop()
  await ctx.store.close()
})

const stored = (name: string, include: 'all' | 'non-deleted' = 'non-deleted') =>
  read(dashboards, { fqn: `sample_superset.${name}` }, { fields: 'all', include }, ctx)
const retitle = (id: string, value: string) =>
  patch(dashboards, { id }, [{ op: 'add', path: '/displayName', value }], undefined, ctx)
async function plannedJob(text: string, mapping?: ImportMapping): Promise<Job> {
  return rested((await receive(text, ctx, mapping)).id, ctx)
}
async function ranJob(text: string, mapping?: ImportMapping): Promise<Job> {
  const { id } = await plannedJob(text, mapping)
  await runJob(id, {}, ctx)
  return rested(id, ctx)
}
const rowsInWords = async (job: Job) =>
  (await rowsOf(job, ctx)).map(({ status, result }) => [status, Object(result).message ?? ''])

describe('the plan of an import', () => {
  test('says of every row what would happen, and writes nothing', async () => {
    await aDashboard(ctx, { name: 'kept', displayName: 'Kept', description: 'As it is' })
    await aDashboard(ctx, { name: 'changed', displayName: 'Old' })
    const gone = await aDashboard(ctx, { name: 'gone' })
    await remove(dashboards, { id: gone.id }, { hardDelete: false, recursive: false }, ctx)
    const job = await plannedJob(
      `name,service,displayName,tags
new,sample_superset,New,
kept,sample_superset,Kept,
changed,sample_superset,New title,
gone,sample_superset,Back,
,sample_superset,Nameless,
lost,nowhere,Lost,No.Tag
twice,sample_superset,A,
twice,sample_superset,B,
`,
    )
    expect(job).toMatchObject({ state: 'planned', phase: 'plan', token: null })
    expect(await rowsInWords(job)).toEqual([
      ['create', ''],
      ['unchanged', ''],
      ['update', ''],
      ['restore', ''],
      ['refused', expect.stringContaining('name is empty')],
      ['refused', expect.stringContaining('nowhere')],
      ['refused', 'Rows 8, 9 of the file are all sample_superset.twice: keep one of them'],
      ['refused', 'Rows 8, 9 of the file are all sample_superset.twice: keep one of them'],
    ])
    expect(job.counts).toEqual({ create: 1, unchanged: 1, update: 1, restore: 1, refused: 4 })
    expect(job.counts).toEqual(await counted(job, ctx))
    const [created, , changed, , , lost] = await rowsOf(job, ctx)
    expect(created?.result).toMatchObject({ base: null, fullyQualifiedName: 'sample_superset.new' })
    expect(changed?.result).toMatchObject({
      base: { version: 0.1 },
      version: 0.2,
      changeDescription: { fieldsUpdated: [{ name: 'displayName', oldValue: 'Old', newValue: 'New title' }] },
    })
    // All that is wrong with a row at once.
    expect(Object(lost?.result).fields).toHaveLength(2)
    await expect(stored('new')).rejects.toThrow('not found')
    expect(await stored('changed')).toMatchObject({ version: 0.1, displayName: 'Old' })
  })

  test('begins to run by itself where that was asked for', async () => {
    const source = aFile('name,service\na,sample_superset\n')
    const request = { collection: 'dashboards', source, options: {}, mapping: {}, runs: true } as const
    const job = await rested((await receiveImport(request, ctx)).id, ctx)
    expect(job).toMatchObject({ state: 'finished', phase: 'run', counts: { created: 1 } })
  })

  test.each([
    ['name\na\n', {}, 'name one service for all rows'],
    ['title,service\na,b\n', { columns: { title: 'displayName', service: 'service' } }, 'No column is the name'],
    ['name,service\na,b\n', { columns: { nam: 'name', service: 'service' } }, 'did you mean name?'],
    ['name,service\na,b\n', { columns: { name: 'naem', service: 'service' } }, 'There is no field naem'],
    ['name,service\na,b\n', { policies: { description: 'merge' } }, 'is no list'],
    ['name,service\na,b\n', { emptyCells: { name: 'clear' } }, 'cannot be cleared'],
    ['name,"service\na,b\n', {}, 'a quote is opened and never closed'],
    ['', {}, 'The file is empty'],
  ] as const)('%j with %j is refused before anything is kept', async (text, mapping, message) => {
    await expect(receive(text, ctx, mapping)).rejects.toThrow(message)
    expect(await ctx.store.jobs.list({ limit: 10 })).toEqual([])
  })
})

describe('the run of an import', () => {
  test('writes what was planned, and every version knows its job', async () => {
    await aDashboard(ctx, { name: 'changed', displayName: 'Old' })
    const job = await ranJob('name,service,displayName\nnew,sample_superset,New\nchanged,sample_superset,Newer\n')
    expect(job).toMatchObject({ state: 'finished', counts: { created: 1, updated: 1 } })
    const [created, changed] = [await stored('new'), await stored('changed')]
    expect(changed).toMatchObject({ displayName: 'Newer', version: 0.2 })
    expect(await ctx.store.jobs.credits(created.id)).toEqual([{ version: 0.1, jobId: job.id }])
    expect(await ctx.store.jobs.credits(changed.id)).toEqual([{ version: 0.2, jobId: job.id }])
    expect(created).not.toHaveProperty('jobId')
  })

  test('holds back rows that have moved since, and those that have come or gone', async () => {
    const [changed, gone] = [await aDashboard(ctx, { name: 'changed' }), await aDashboard(ctx, { name: 'gone' })]
    const { id } = await plannedJob(
      'name,service,displayName\nchanged,sample_superset,Mine\nnew,sample_superset,Mine\ngone,sample_superset,Mine\n',
    )
    await retitle(changed.id, 'Theirs')
    await aDashboard(ctx, { name: 'new', displayName: 'Theirs' })
    await remove(dashboards, { id: gone.id }, { hardDelete: true, recursive: false }, ctx)
    await runJob(id, {}, ctx)
    const job = await rested(id, ctx)
    expect(job.counts).toEqual({ held: 3 })
    expect(await stored('changed')).toMatchObject({ displayName: 'Theirs' })
    expect(await stored('new')).toMatchObject({ displayName: 'Theirs' })
    await expect(stored('gone')).rejects.toThrow('not found')
  })

  test('leaves out unticked rows and columns', async () => {
    await aDashboard(ctx, { name: 'a', displayName: 'Old', description: 'Old' })
    const { id } = await plannedJob(
      'name,service,displayName,description\na,sample_superset,New,New\nb,sample_superset,B,B\n',
    )
    await runJob(id, { withoutRows: [1], withoutColumns: ['displayName'] }, ctx)
    const job = await rested(id, ctx)
    expect(job.counts).toEqual({ updated: 1, excluded: 1 })
    expect(await stored('a')).toMatchObject({ displayName: 'Old', description: 'New' })
    await expect(stored('b')).rejects.toThrow('not found')
  })

  test('leaves out all rows of an outcome', async () => {
    await aDashboard(ctx, { name: 'a', displayName: 'Old' })
    const { id } = await plannedJob('name,service,displayName\na,sample_superset,New\nb,sample_superset,B\n')
    await runJob(id, { withoutOutcomes: ['update'] }, ctx)
    expect((await rested(id, ctx)).counts).toEqual({ created: 1, excluded: 1 })
    expect(await stored('a')).toMatchObject({ displayName: 'Old' })
  })

  test('goes by the policy of each column, and by what empty cells mean', async () => {
    await aChart(ctx, 'one')
    await aChart(ctx, 'two')
    const given = {
      displayName: 'Mine',
      description: 'Mine',
      project: 'Mine',
      sourceUrl: 'https://a.example',
      charts: ['sample_superset.one'],
    }
    await aDashboard(ctx, { name: 'a', ...given })
    await aDashboard(ctx, { name: 'b', displayName: undefined })
    const text = `name,service,displayName,description,project,sourceUrl,charts
a,sample_superset,Theirs,Theirs,,__CLEAR__,two
b,sample_superset,Theirs,Theirs,,,two
`
    const policies = { displayName: 'fill', description: 'ignore', charts: 'merge' } as const
    const job = await ranJob(text, { policies, emptyCells: { project: 'clear' } })
    expect(job.counts).toEqual({ updated: 2 })
    const a = await stored('a')
    expect(a).toMatchObject({ displayName: 'Mine', description: 'Mine' })
    expect(a.project).toBeUndefined()
    expect(a.sourceUrl).toBeUndefined()
    expect(a.charts).toMatchObject([{ name: 'one' }, { name: 'two' }])
    expect(await stored('b')).toMatchObject({ displayName: 'Theirs', charts: [{ name: 'two' }] })
    const [row] = await rowsOf(job, ctx)
    expect(Object(row?.result).kept).toContain('displayName')
  })

  test('asks for the rights that the person has when it runs', async () => {
    await aDashboard(ctx, { name: 'a' })
    const { id } = await plannedJob('name,service,displayName\na,sample_superset,A\nb,sample_superset,B\n')
    await runner.stop()
    const rules = [{ name: 'read', effect: 'allow', operations: ['ViewAll'], resources: ['all'] } as const]
    const nobody = { ...ctx, actor: anActor({ isAdmin: false, policies: [{ name: 'ReadOnly', rules }] }) }
    await runJob(id, {}, ctx)
    runner = aRunner(ctx, { contextOf: async () => nobody })
    const job = await rested(id, ctx)
    expect(job.counts).toEqual({ failed: 2 })
    expect((await rowsInWords(job)).map(([, message]) => message)).toEqual([
      'The right to edit everything is missing for this dashboard. An administrator can give it',
      'The right to create is missing for this dashboard. An administrator can give it',
    ])
    expect(await stored('a')).toMatchObject({ version: 0.1 })
  })

  test('does not begin twice, nor before it is planned', async () => {
    const { id } = await plannedJob('name,service\na,sample_superset\n')
    const begun = await Promise.allSettled([runJob(id, {}, ctx), runJob(id, {}, ctx)])
    expect(begun.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await rested(id, ctx)
    await expect(runJob(id, {}, ctx)).rejects.toThrow("is finished and can't be run")
  })

  test('hands back what was not written as a file that reads back exactly', async () => {
    const text = 'name,service,displayName\n,sample_superset,"=1+1 ""a"""\nb,sample_superset,B\n'
    const job = await ranJob(text)
    let file = ''
    for await (const piece of failuresFile(job, ctx)) file += piece
    expect(file.replace('\ufeff', '').split('\r\n')).toEqual([
      'name,service,displayName,_job,_row,_code,_field,_error',
      expect.stringMatching(/^,sample_superset,"'=1\+1 ""a""",[-0-9a-f]{36},2,invalid,name,.*name is empty/),
      '',
    ])
  })
})

describe('asking a job', () => {
  const manyRows = (count: number) =>
    `name,service\n${Array.from({ length: count }, (_, at) => `d${at},sample_superset`).join('\n')}\n`

  /** Waits until the run has made more than so many. */
  const createdMoreThan = (count: number, id: string) =>
    expect
      .poll(async () => (await ctx.store.jobs.find(id))?.counts.created ?? 0, { interval: 5, timeout: 20_000 })
      .toBeGreaterThan(count)

  test('to pause, to go on and to cancel: counts stay true, and nothing is written afterwards', async () => {
    const { id } = await plannedJob(manyRows(1_500))
    await runJob(id, {}, ctx)
    runner.wake()
    await createdMoreThan(0, id)
    await pauseJob(id, ctx)
    const paused = await rested(id, ctx)
    expect(paused).toMatchObject({ state: 'paused', wish: null, token: null })
    expect(paused.counts).toEqual(await counted(paused, ctx))
    const { created: before = 0 } = paused.counts
    await resumeJob(id, ctx)
    await createdMoreThan(before, id)
    const asked = performance.now()
    await cancelJob(id, ctx)
    const cancelled = await rested(id, ctx)
    expect(performance.now() - asked).toBeLessThan(1_000)
    expect(cancelled.state).toBe('cancelled')
    expect(cancelled.counts).toEqual(await counted(cancelled, ctx))
    const { created = 0, create = 0 } = cancelled.counts
    expect(created).toBeGreaterThan(before)
    expect(create).toBeGreaterThan(0)
    await new Promise((resolve) => setTimeout(resolve, 200))
    const { total } = await ctx.store.list({ type: 'dashboard', include: 'all', sort: 'name', limit: 0 })
    expect(total).toBe(created)
    expect(await ctx.store.jobs.find(id)).toEqual(cancelled)
  })

  test('is for whoever started it, and for administrators; it is not there for others', async () => {
    const { id } = await plannedJob('name,service\na,sample_superset\n')
    const other = { ...ctx, actor: anActor({ id: 'another', isAdmin: false }) }
    for (const ask of [findJob, pauseJob, resumeJob, cancelJob])
      await expect(ask(id, other)).rejects.toThrow('not found')
    await expect(runJob(id, {}, other)).rejects.toThrow('not found')
    await expect(undoJob(id, false, other)).rejects.toThrow('not found')
    expect(await findJob(id, { ...other, actor: anActor({ id: 'admin' }) })).toMatchObject({ id })
  })

  test('one person has a bounded number under way', async () => {
    await runner.stop()
    for (let count = 0; count < unfinishedMax; count += 1) {
      await requireRoom(ctx)
      await receive('name,service\na,sample_superset\n', ctx)
    }
    await expect(requireRoom(ctx)).rejects.toThrow('jobs that have not ended')
    await requireRoom({ ...ctx, actor: anActor({ id: 'another' }) })
  })

  test('whose person is gone fails in words', async () => {
    await runner.stop()
    const { id } = await receive('name,service\na,sample_superset\n', ctx)
    const { CatalogueError } = await import('@/lib/model/wire/errors')
    runner = aRunner(ctx, {
      contextOf: async () => {
        throw new CatalogueError('forbidden', 'Ada is not here any more')
      },
    })
    expect(await rested(id, ctx)).toMatchObject({ state: 'failed', problem: 'Ada is not here any more' })
  })
})

describe('undo', () => {
  test('gives back what was, spares what was edited since, and leaves history whole', async () => {
    const { entity: ana } = await createOrUpdate(users, { name: 'ana', email: 'ana@example.com' }, ctx)
    await aChart(ctx, 'one')
    const before = { displayName: 'Before', description: 'Before', charts: ['sample_superset.one'], project: 'P' }
    await aDashboard(ctx, { name: 'changed', ...before, owners: [{ id: ana.id, type: 'user' }] })
    await aDashboard(ctx, { name: 'silent', ...before })
    await aDashboard(ctx, { name: 'edited', ...before })
    const gone = await aDashboard(ctx, { name: 'gone', ...before })
    await remove(dashboards, { id: gone.id }, { hardDelete: false, recursive: false }, ctx)
    const names = ['changed', 'silent', 'gone']
    const states = await Promise.all(names.map((name) => stored(name, 'all')))
    const job = await ranJob(
      `name,service,displayName,description,charts,project
changed,sample_superset,After,After,__CLEAR__,Q
silent,sample_superset,Before,Before,one,Q
edited,sample_superset,After,After,one,P
gone,sample_superset,After,Before,one,P
new,sample_superset,New,,,
new_edited,sample_superset,New,,,
`,
    )
    expect(job.counts).toEqual({ created: 2, updated: 3, restored: 1 })
    for (const name of ['edited', 'new_edited']) {
      await retitle((await stored(name)).id, 'Edited since')
    }

    const undo = await undoJob(job.id, false, ctx)
    const planned = await rested(undo.id, ctx)
    expect(planned).toMatchObject({ kind: 'undo', state: 'planned' })
    expect(planned.counts).toEqual({ update: 2, held: 2, delete: 2 })
    expect(await stored('changed')).toMatchObject({ displayName: 'After' })
    await runJob(undo.id, {}, ctx)
    const finished = await rested(undo.id, ctx)
    expect(finished.counts).toEqual({ updated: 2, held: 2, deleted: 2 })
    expect(finished.counts).toEqual(await counted(finished, ctx))

    for (const [index, name] of names.entries()) {
      const now = await stored(name, 'all')
      const {
        version,
        updatedAt: _at,
        changeDescription: _said,
        incrementalChangeDescription: _again,
        ...values
      } = states[index] ?? {}
      expect(now).toMatchObject(values)
      expect(Object.keys(now).toSorted()).toEqual(expect.arrayContaining(Object.keys(values).toSorted()))
      expect(now.version).toBeGreaterThanOrEqual(version ?? 0)
    }
    expect(await stored('edited')).toMatchObject({ displayName: 'Edited since', description: 'After' })
    expect(await stored('new_edited')).toMatchObject({ displayName: 'Edited since', deleted: false })
    expect(await stored('new', 'all')).toMatchObject({ deleted: true })
    // The chart was there before: what shows it goes without it.
    expect((await ctx.store.findByFqns('chart', ['sample_superset.one']))[0]?.deleted).toBe(false)
    const changed = await stored('changed')
    expect((await ctx.store.versions(changed.id)).map(({ version }) => version)).toEqual([0.2, 0.1])

    // Undone itself, it is as after the import.
    const redo = await undoJob(undo.id, true, ctx)
    expect((await rested(redo.id, ctx)).counts).toEqual({ updated: 2, restored: 2 })
    expect(await stored('changed')).toMatchObject({ displayName: 'After', project: 'Q', charts: [] })
    expect(await stored('new')).toMatchObject({ displayName: 'New', deleted: false })
  })

  test('is planned again when somebody edits between preview and run', async () => {
    await aDashboard(ctx, { name: 'a', displayName: 'Before' })
    const job = await ranJob('name,service,displayName\na,sample_superset,After\n')
    const undo = await undoJob(job.id, false, ctx)
    await rested(undo.id, ctx)
    await retitle((await stored('a')).id, 'Edited since')
    await runJob(undo.id, {}, ctx)
    expect((await rested(undo.id, ctx)).counts).toEqual({ held: 1 })
    expect(await stored('a')).toMatchObject({ displayName: 'Edited since' })
  })

  test('is refused for what has not run, and for what has written nothing', async () => {
    const planned = await plannedJob('name,service\na,sample_superset\n')
    await expect(undoJob(planned.id, false, ctx)).rejects.toThrow("is planned and can't be undone")
    const nothing = await ranJob('name,service\na,nowhere\n')
    await expect(undoJob(nothing.id, false, ctx)).rejects.toThrow('has written nothing')
  })
})
