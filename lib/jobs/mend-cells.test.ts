/** Cells of an import as somebody mends them before it is run. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { read } from '@/lib/entities/read'
import { aDashboard } from '@/lib/entities/testing'
import { readFile } from '@/lib/import/read-file'
import { runJob } from '@/lib/jobs/ask'
import { failuresFile, rowsFile } from '@/lib/jobs/failures'
import { findRows } from '@/lib/jobs/find-rows'
import { keepChoice, readChoice } from '@/lib/jobs/kept-choice'
import { mendCells } from '@/lib/jobs/mend-cells'
import { cellsOf } from '@/lib/jobs/present'
import { receiveImport } from '@/lib/jobs/receive-import'
import { replaceInCells } from '@/lib/jobs/replace-in-cells'
import { revertCells } from '@/lib/jobs/revert-cells'
import { aFile, counted, eachWithRunner, receive, rested, rowsOf } from '@/lib/jobs/testing'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { MendedCell, Replacing } from '@/lib/model/wire/mended-cells'
import type { Job } from '@/lib/store/jobs'

let ctx: RequestContext
eachWithRunner((made) => {
  ctx = made
})

const plannedJob = async (text: string): Promise<Job> => rested((await receive(text, ctx)).id, ctx)
const mend = ({ id }: Job, ...cells: readonly MendedCell[]) =>
  mendCells(
    id,
    () => cells,
    ctx,
    async () => ctx,
  )
const replace = ({ id }: Job, replacing: Partial<Replacing>) =>
  replaceInCells(id, { find: '', with: '', matchCase: false, wholeCell: false, ...replacing }, ctx, async () => ctx)
const outcomes = async (job: Job) => (await rowsOf(job, ctx)).map(({ status }) => status)
async function fileOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}
const stored = (fqn: string) => read(dashboards, { fqn }, { fields: 'all', include: 'all' }, ctx)

const file = 'name,service,displayName\na,elsewhere,A\nb,sample_superset,B\nc,elsewhere,C\n'

test('a mended row is planned at once, the others stay, and the run writes what was mended', async () => {
  const job = await plannedJob(file)
  expect(await outcomes(job)).toEqual(['refused', 'create', 'refused'])
  const { job: mended, before } = await mend(
    job,
    { row: 0, column: 'service', value: 'sample_superset' },
    { row: 0, column: 'displayName', value: 'Mended' },
  )
  expect(mended).toMatchObject({ state: 'planned', counts: { create: 2, refused: 1 } })
  expect(await counted(job, ctx)).toEqual({ create: 2, refused: 1 })
  expect(before).toEqual([
    { row: 0, column: 'service', value: 'elsewhere' },
    { row: 0, column: 'displayName', value: 'A' },
  ])
  const [first, second] = await rowsOf(job, ctx)
  expect(first && cellsOf(mended, first)).toEqual({ cells: ['a', 'sample_superset', 'Mended'], mended: [1, 2] })
  expect(second && cellsOf(mended, second, 3)).toEqual({ cells: ['b', 'sam', 'B'] })
  await runJob(job.id, {}, ctx)
  const ended = await rested(job.id, ctx)
  expect(ended.counts).toEqual({ created: 2, refused: 1 })
  expect(await stored('sample_superset.a')).toMatchObject({ displayName: 'Mended' })
})

test('what the cells said before undoes the change, to the cell that came', async () => {
  const rows = [{ name: 'a', service: 'sample_superset', displayName: 'A', tags: [{ tagFQN: 'PII.None' }] }]
  const source = { kind: 'text', text: JSON.stringify(rows) } as const
  const received = await receiveImport({ collection: 'dashboards', source, options: {}, mapping: {}, runs: false }, ctx)
  const job = await rested(received.id, ctx)
  const asItCame = await rowsOf(job, ctx)
  const { before } = await mend(job, { row: 0, column: 'tags', value: 'No.Such' })
  expect(await outcomes(job)).toEqual(['refused'])
  const { before: again } = await mend(job, ...before)
  expect(again).toEqual([{ row: 0, column: 'tags', value: 'No.Such' }])
  expect((await rowsOf(job, ctx)).map(({ source: said, status }) => ({ said, status }))).toEqual(
    asItCame.map(({ source: said, status }) => ({ said, status })),
  )
})

test('failures hold the mended cells, the file of the rows those that came', async () => {
  const job = await plannedJob(file)
  const { job: mended } = await mend(job, { row: 2, column: 'service', value: 'nowhere' })
  const failures = await fileOf(failuresFile(mended, ctx))
  expect(failures).toContain(`c,nowhere,C,${job.id},4,missing,service,`)
  expect(failures).toContain(`a,elsewhere,A,${job.id},2,missing,service,`)
  expect(await fileOf(rowsFile(mended, ctx))).toBe(`\ufeff${file.replaceAll('\n', '\r\n')}`)
  // For colleagues: as the cells are now, with what is wrong.
  const asNow = await fileOf(rowsFile(mended, ctx, { mended: true, errors: true }))
  expect(asNow.split('\r\n')[0]).toMatch(/,_job,_row,_code,_field,_error$/)
  const { headers, rows } = await readFile({ kind: 'text', text: asNow })
  expect(headers.slice(-5)).toEqual(['_job', '_row', '_code', '_field', '_error'])
  const wrong = rows.filter((cells) => cells.at(-1) !== '')
  expect(wrong).toHaveLength(mended.counts.refused ?? 0)
  expect(rows.map((cells) => Number(cells.at(-4)))).toEqual(rows.map((_, index) => index + 2))
})

describe('rows of one name', () => {
  const twins = 'name,service,displayName\na,sample_superset,One\nb,sample_superset,Two\na,sample_superset,Three\n'

  test('are none any more once one of them has another name, and are again with the old one', async () => {
    const job = await plannedJob(twins)
    expect(await outcomes(job)).toEqual(['refused', 'create', 'refused'])
    const { before } = await mend(job, { row: 2, column: 'name', value: 'c' })
    expect(await outcomes(job)).toEqual(['create', 'create', 'create'])
    await mend(job, ...before)
    expect(await outcomes(job)).toEqual(['refused', 'create', 'refused'])
  })

  test('are told where a mended cell makes them', async () => {
    const job = await plannedJob(twins)
    await mend(job, { row: 2, column: 'name', value: 'b' })
    expect(await outcomes(job)).toEqual(['create', 'refused', 'refused'])
    const [, second] = await rowsOf(job, ctx)
    expect(second?.result).toMatchObject({
      message: 'Rows 3, 4 of the file are all sample_superset.b: keep one of them',
    })
  })
})

test('a row with too many cells is looked at by whoever mends it, and is as it was once that is undone', async () => {
  const job = await plannedJob('name,service,displayName\na,sample_superset,A,more\n')
  expect(await outcomes(job)).toEqual(['refused'])
  const { before } = await mend(job, { row: 0, column: 'displayName', value: 'A, more' })
  expect(await outcomes(job)).toEqual(['create'])
  await mend(job, ...before)
  expect(await outcomes(job)).toEqual(['refused'])
})

test('what is not in the file is listed anew where a name is mended', async () => {
  await aDashboard(ctx, { name: 'there' })
  await aDashboard(ctx, { name: 'gone' })
  const source = aFile('name,service\nthere,sample_superset\nnew,sample_superset\n')
  const given = { collection: 'dashboards', source, options: {}, mapping: {}, gone: 'list', runs: false } as const
  const job = await rested((await receiveImport(given, ctx)).id, ctx)
  expect(job.counts).toEqual({ unchanged: 1, create: 1, gone: 1 })
  const { job: mended } = await mend(job, { row: 1, column: 'name', value: 'gone' })
  expect(mended).toMatchObject({ state: 'queued', counts: { pending: 1 } })
  expect((await rested(job.id, ctx)).counts).toEqual({ unchanged: 2 })
})

test('nothing is mended that there is not, or of a job that does not wait; one bad cell leaves all as they are', async () => {
  const job = await plannedJob(file)
  const before = await rowsOf(job, ctx)
  const good = { row: 0, column: 'displayName', value: 'Mended' }
  await expect(mend(job, good, { row: 99, column: 'name', value: 'x' })).rejects.toThrow('The file has no row 99')
  await expect(mend(job, good, { row: 1, column: 'nmae', value: 'x' })).rejects.toThrow('The file has no column nmae')
  expect(await rowsOf(job, ctx)).toEqual(before)
  await runJob(job.id, {}, ctx)
  await rested(job.id, ctx)
  await expect(mend(job, good)).rejects.toThrow("can't be mended")
})

test('a tick that comes in between is kept, and so is what is mended', async () => {
  const job = await plannedJob(file)
  let isFirst = true
  const choose = async () => {
    if (isFirst) await keepChoice(job.id, { rows: { untick: [1] } }, ctx)
    isFirst = false
    return [{ row: 0, column: 'service', value: 'sample_superset' }]
  }
  const { job: mended } = await mendCells(job.id, choose, ctx, async () => ctx)
  expect(mended.counts).toEqual({ create: 2, refused: 1 })
  expect(await readChoice(mended, ctx)).toMatchObject({ rows: [{ row: 1, status: 'create' }] })
})

test('a text is replaced in the cells that have it, to the letter, and what they said undoes it', async () => {
  const job = await plannedJob('name,service,displayName\na.b,sample_superset,A.b a.B\nc,elsewhere,$&\n')
  const some = await replace(job, { find: 'a.b', with: '$1', column: 'displayName' })
  expect(some).toMatchObject({ hasMore: false, before: [{ row: 0, column: 'displayName', value: 'A.b a.B' }] })
  const cells = async () => (await rowsOf(job, ctx)).map((row) => cellsOf(job, row).cells)
  expect(await cells()).toEqual([
    ['a.b', 'sample_superset', '$1 $1'],
    ['c', 'elsewhere', '$&'],
  ])
  expect((await replace(job, { find: 'Else', with: 'x', matchCase: true })).before).toEqual([])
  expect((await replace(job, { find: 'else', with: 'x', wholeCell: true })).before).toEqual([])
  const whole = await replace(job, { find: 'Elsewhere', with: 'sample_superset', wholeCell: true })
  expect(whole.job.counts).toEqual({ create: 2 })
  await mend(job, ...whole.before)
  expect(await outcomes(job)).toEqual(['create', 'refused'])
})

describe('what was mended', () => {
  const revert = ({ id }: Job, row: number, column?: string) =>
    revertCells(id, { row, ...(column !== undefined && { column }) }, ctx, async () => ctx)

  test('is taken back for one cell or all of a row, to the cell that came, and that is undone by what they said', async () => {
    const rows = [{ name: 'a', service: 'sample_superset', displayName: 'A', tags: [{ tagFQN: 'PII.None' }] }]
    const source = { kind: 'text', text: JSON.stringify(rows) } as const
    const given = { collection: 'dashboards', source, options: {}, mapping: {}, runs: false } as const
    const job = await rested((await receiveImport(given, ctx)).id, ctx)
    const sources = async () => (await rowsOf(job, ctx)).map(({ source: said, status }) => ({ said, status }))
    const asItCame = await sources()
    await mend(job, { row: 0, column: 'tags', value: 'No.Such' }, { row: 0, column: 'displayName', value: 'B' })
    await mend(job, { row: 0, column: 'displayName', value: 'C' })
    const asMended = await sources()

    expect((await revert(job, 0, 'displayName')).before).toEqual([{ row: 0, column: 'displayName', value: 'C' }])
    const [half] = await rowsOf(job, ctx)
    expect(half && cellsOf(job, half).mended).toEqual([3])
    await mend(job, { row: 0, column: 'displayName', value: 'C' })
    const { before } = await revert(job, 0)
    expect(await sources()).toEqual(asItCame)
    expect((await revert(job, 0)).before).toEqual([])
    await mend(job, ...before)
    expect(await sources()).toEqual(asMended)
  })

  test('is not taken back where there is no such row or column', async () => {
    const job = await plannedJob(file)
    await expect(revert(job, 99)).rejects.toThrow('The file has no row 99')
    await expect(revert(job, 0, 'nmae')).rejects.toThrow('The file has no column nmae')
    expect((await revert(job, 0)).before).toEqual([])
  })
})

test('more cells than are mended at once are told of', async () => {
  const rows = Array.from({ length: 2_001 }, (_, at) => `r${at},elsewhere,Old\n`)
  const job = await plannedJob(`name,service,displayName\n${rows.join('')}`)
  const first = await replace(job, { find: 'old', with: 'New' })
  expect(first.hasMore).toBe(true)
  expect(first.before).toHaveLength(2_000)
  const second = await replace(job, { find: 'old', with: 'New' })
  expect(second).toMatchObject({ hasMore: false, before: [{ row: 2_000, column: 'displayName', value: 'Old' }] })
})

describe('what is left out of a run', () => {
  const three = 'name,service,displayName\na,sample_superset,A\nb,sample_superset,B\nc,sample_superset,C\n'

  test('is kept with the job, ticked and unticked by whoever looks at it, and holds for the run', async () => {
    const job = await plannedJob(three)
    await Promise.all([0, 1, 2].map((row) => keepChoice(job.id, { rows: { untick: [row] } }, ctx)))
    const kept = await keepChoice(job.id, { rows: { tick: [1] }, columns: { untick: ['displayName'] } }, ctx)
    // Not another plan.
    expect(kept.updatedAt).toBe(job.updatedAt)
    expect(await readChoice(kept, ctx)).toEqual({
      rows: [
        { row: 0, status: 'create' },
        { row: 2, status: 'create' },
      ],
      withoutOutcomes: [],
      withoutColumns: ['displayName'],
      deleteGone: false,
      withHeld: false,
      withHeldRows: [],
    })
    await runJob(job.id, {}, ctx)
    expect((await rested(job.id, ctx)).counts).toEqual({ excluded: 2, created: 1 })
    expect((await stored('sample_superset.b')).displayName).toBeUndefined()
    await expect(keepChoice(job.id, { rows: { tick: [1] } }, ctx)).rejects.toThrow("can't be chosen from")
  })

  test('is what the run says where it says something', async () => {
    const job = await plannedJob(three)
    await keepChoice(job.id, { rows: { untick: [0] }, outcomes: { untick: ['create'] } }, ctx)
    await runJob(job.id, { withoutRows: [1], withoutOutcomes: [] }, ctx)
    expect(await rested(job.id, ctx)).toMatchObject({ counts: { excluded: 1, created: 2 } })
    await expect(stored('sample_superset.b')).rejects.toThrow()
  })
})

test('of a selection, what says which thing a row is cannot be mended, nor replaced', async () => {
  await aDashboard(ctx, { name: 'a', displayName: 'a' })
  const source = aFile('name,service,displayName\na,sample_superset,a\n')
  const given = { collection: 'dashboards', source, options: {}, mapping: {}, ofSelection: true, runs: false } as const
  const job = await rested((await receiveImport(given, ctx)).id, ctx)
  for (const column of ['name', 'service'])
    await expect(mend(job, { row: 0, column, value: 'b' })).rejects.toThrow(`${column} says which of the selected`)
  const { before } = await replace(job, { find: 'a', with: 'b' })
  expect(before).toEqual([{ row: 0, column: 'displayName', value: 'a' }])
})

describe('charts that come with their dashboards', () => {
  const planned = async () => {
    const bytes = readFileSync('data/exports/grafana/classic.json')
    const source = { kind: 'file', name: 'classic.json', bytes } as const
    const mapping = { service: 'sample_superset' }
    const request = { collection: 'dashboards', source, options: {}, mapping, runs: false } as const
    return rested((await receiveImport(request, ctx)).id, ctx)
  }
  const ofKind = async (job: Job, collection: 'charts' | 'dashboards') =>
    (await findRows(job, { collection, offset: 0, limit: 100 }, ctx)).rows

  test('are mended where they stand, and the preview stays', async () => {
    const job = await planned()
    const [chart] = await ofKind(job, 'charts')
    const row = chart?.row ?? -1
    const { job: mended } = await mend(job, { row, column: 'displayName', value: 'Mended' })
    expect(mended).toMatchObject({ state: 'planned', counts: job.counts })
    await runJob(job.id, {}, ctx)
    await rested(job.id, ctx)
    const { fullyQualifiedName: fqn = '' } = Object((await rowsOf(job, ctx))[row]?.result)
    expect(await read(charts, { fqn }, { fields: 'all', include: 'all' }, ctx)).toMatchObject({ displayName: 'Mended' })
  })

  test('have all planned again where others may follow from it, and none is refused for what is mended back', async () => {
    const job = await planned()
    const [chart] = await ofKind(job, 'charts')
    const row = chart?.row ?? -1
    const { job: broken, before } = await mend(job, { row, column: 'chartType', value: 'x'.repeat(2_000) })
    expect(broken.state).toBe('queued')
    const known = await rested(job.id, ctx)
    expect(known.counts.refused).toBeGreaterThan(0)
    await mend(known, ...before)
    expect((await rested(job.id, ctx)).counts).toEqual(job.counts)
  })

  test('are found apart from the dashboards', async () => {
    const job = await planned()
    const [chartRows, dashboardRows] = [await ofKind(job, 'charts'), await ofKind(job, 'dashboards')]
    expect([chartRows.length, dashboardRows.length]).toEqual([4, 1])
    expect(chartRows.every(({ source }) => (source as { of?: string }).of === 'charts')).toBe(true)
  })
})
