import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Change, ChangeOf } from '@/lib/store/change'
import { JobLost } from '@/lib/store/errors'
import type { Job, JobRow, SettledRow } from '@/lib/store/jobs'
import type { Store } from '@/lib/store/store'
import { aRow, engines, onFreshStore } from '@/lib/store/testing'

const aJob = (given: Partial<Job> = {}): Job => ({
  id: randomUUID(),
  kind: 'import',
  phase: 'plan',
  state: 'receiving',
  wish: null,
  actorId: 'ada',
  actorName: 'ada',
  input: { note: 'ü \u0000' },
  counts: {},
  problem: null,
  token: null,
  leaseUntil: 0,
  createdAt: 1_000,
  updatedAt: 1_000,
  ...given,
})
const rowsOf = (count: number): JobRow[] =>
  Array.from({ length: count }, (_, row) => ({
    row,
    status: 'pending',
    source: { cells: [`a\u0000${row}`] },
    result: null,
  }))
const settle = (job: Job, token: string, rows: readonly SettledRow[]): Change => ({
  kind: 'settle',
  jobId: job.id,
  token,
  leaseUntil: 9_000,
  rows,
})
const created = (row: number): SettledRow => ({ row, from: 'pending', to: 'create', result: { at: row } })

describe.each(engines)('jobs on $name', (engine) => {
  let store: Store
  onFreshStore(engine, (opened) => {
    store = opened.store
  })

  async function aReadyJob(count: number, given: Partial<Job> = {}): Promise<Job> {
    const job = aJob(given)
    await store.jobs.add(job)
    await store.jobs.addRows(job.id, rowsOf(count))
    await store.jobs.move(job.id, { states: ['receiving'] }, { state: 'queued', counts: { pending: count } })
    return job
  }

  test('undos are found by what they take back, the newest first, and jobs by who started them', async () => {
    const [job, other] = [aJob({ state: 'finished' }), aJob({ state: 'finished', actorName: 'ben' })]
    const undo = (of: string, given: Partial<Job> = {}) =>
      aJob({ kind: 'undo', state: 'planned', input: { of }, ...given })
    const [first, second, third] = [undo(job.id), undo(job.id, { createdAt: 2_000 }), undo(other.id)]
    const arriving = undo(job.id, { state: 'receiving', createdAt: 3_000 })
    // Only an undo takes something back, whatever else has such a member.
    const stranger = aJob({ state: 'finished', input: { of: job.id } })
    for (const one of [job, other, first, second, third, arriving, stranger]) await store.jobs.add(one)
    expect(await store.jobs.undosOf([])).toEqual([])
    expect(await store.jobs.undosOf([job.id])).toEqual([second, first])
    expect(await store.jobs.undosOf([job.id, other.id])).toHaveLength(3)
    expect(await store.jobs.undosOf([first.id])).toEqual([])
    expect(await store.jobs.list({ actorName: 'ben', limit: 10 })).toEqual([other])
  })

  test('a job and its rows come back as they were given, characters that no column takes among them', async () => {
    const job = aJob()
    await store.jobs.add(job)
    expect(await store.jobs.find(job.id)).toEqual(job)
    expect(await store.jobs.find(randomUUID())).toBeUndefined()
    await store.jobs.addRows(job.id, rowsOf(600))
    expect(await store.jobs.rows(job.id, { limit: 1000 })).toEqual(rowsOf(600))
    expect(await store.jobs.rows(job.id, { limit: 2, after: 100, statuses: ['pending'] })).toEqual(
      rowsOf(103).slice(101),
    )
    expect(await store.jobs.rows(job.id, { limit: 2, statuses: ['create', 'update'] })).toEqual([])
    expect(await store.jobs.rows(job.id, { limit: 2, offset: 598 })).toEqual(rowsOf(600).slice(598))
    expect(await store.jobs.rows(job.id, { limit: 2, after: 100, offset: 3, statuses: ['pending'] })).toEqual(
      rowsOf(600).slice(104, 106),
    )
    expect(await store.jobs.rowsByNumber(job.id, [3, 1, 9_999])).toEqual([rowsOf(4)[1], rowsOf(4)[3]])
  })

  test('is claimed by one of many, the one that waits longest first, and by nobody while its rows are written', async () => {
    await store.jobs.add(aJob({ createdAt: 1 }))
    const later = await aReadyJob(1, { createdAt: 3 })
    const first = await aReadyJob(1, { createdAt: 2 })
    const claims = await Promise.all(['a', 'b', 'c'].map((token) => store.jobs.claim(token, 100, 200)))
    const ids = claims.flatMap((job) => job?.id ?? [])
    expect(ids.toSorted()).toEqual([first.id, later.id].toSorted())
    const claimed = claims.find((job) => job?.id === first.id)
    expect(claimed).toMatchObject({ state: 'running', leaseUntil: 200 })
    expect(await store.jobs.claim('d', 199, 300)).toBeUndefined()
    expect(await store.jobs.claim('d', 201, 300)).toMatchObject({ id: first.id, token: 'd' })
  })

  test('rows settle with what is written for them and with the counts, and only under the lease', async () => {
    const job = await aReadyJob(3)
    await store.jobs.claim('mine', 100, 200)
    const row = aRow()
    const credit: Change = { kind: 'credit', entityId: row.id, version: 0.1, jobId: job.id }
    await store.commit([
      { kind: 'insert', row },
      settle(job, 'mine', [created(0)]),
      credit,
      settle(job, 'mine', [created(2)]),
    ])
    expect(await store.jobs.find(job.id)).toMatchObject({ counts: { pending: 1, create: 2 }, leaseUntil: 9_000 })
    expect(await store.jobs.rows(job.id, { limit: 9, statuses: ['create'] })).toMatchObject([
      { row: 0, result: { at: 0 } },
      { row: 2, result: { at: 2 } },
    ])
    expect(await store.jobs.credits(row.id)).toEqual([{ version: 0.1, jobId: job.id }])

    const other = aRow()
    const refused = [
      settle(job, 'another', [created(1)]),
      // It has come to something before.
      settle(job, 'mine', [created(0)]),
      settle({ ...job, id: randomUUID() }, 'mine', [created(1)]),
    ]
    for (const change of refused)
      await expect(store.commit([{ kind: 'insert', row: other }, change])).rejects.toThrow(JobLost)
    expect(await store.findByIds([other.id])).toEqual([])
    expect(await store.jobs.find(job.id)).toMatchObject({ counts: { pending: 1, create: 2 } })

    await store.commit([{ kind: 'remove', id: row.id }])
    expect(await store.jobs.credits(row.id)).toEqual([])
  })

  test('rows of a status are listed anew, with the counts, and only under the lease', async () => {
    const job = await aReadyJob(2)
    await store.jobs.claim('mine', 100, 200)
    const listed = (rows: number[], token = 'mine'): Change => ({
      kind: 'relist',
      jobId: job.id,
      token,
      leaseUntil: 9_000,
      status: 'gone',
      rows: rows.map((row) => ({ row, source: { name: `a\u0000${row}` }, result: { at: row } })),
    })
    await store.commit([listed([2, 3, 4])])
    await store.commit([listed([2, 5])])
    await expect(store.commit([listed([], 'another')])).rejects.toThrow(JobLost)
    expect(await store.jobs.rows(job.id, { limit: 9, after: 1 })).toEqual(
      [2, 5].map((row) => ({ row, status: 'gone', source: { name: `a\u0000${row}` }, result: { at: row } })),
    )
    expect(await store.jobs.find(job.id)).toMatchObject({ counts: { pending: 2, gone: 2 }, leaseUntil: 9_000 })
    await store.commit([listed([])])
    expect(await store.jobs.find(job.id)).toMatchObject({ counts: { pending: 2 } })
    expect(await store.jobs.rows(job.id, { limit: 9 })).toEqual(rowsOf(2))
  })

  test('rows of a job that waits are mended with its counts, only while all is as it was seen', async () => {
    const job = await aReadyJob(3)
    const waits = { state: 'planned', updatedAt: 5_000 } as const
    await store.jobs.move(job.id, { states: ['queued'] }, waits)
    const row = { row: 1, from: 'pending', to: 'create', result: { at: 1 }, source: { cells: ['mended \u0000'] } }
    const mend = (given: Partial<ChangeOf<'mend'>> = {}): Change => ({
      kind: 'mend',
      jobId: job.id,
      seen: { updatedAt: 5_000, input: job.input },
      state: 'planned',
      input: { note: 'mended' },
      rows: [row, { row: 2, from: 'pending', to: 'refused', result: null }],
      ...given,
    })
    const refused = [
      mend({ seen: { updatedAt: 4_999, input: job.input } }),
      mend({ seen: { updatedAt: 5_000, input: {} } }),
      mend({ jobId: randomUUID() }),
      mend({ rows: [row, { row: 0, from: 'create', to: 'refused', result: null }] }),
    ]
    for (const change of refused) await expect(store.commit([change])).rejects.toThrow(JobLost)
    expect(await store.jobs.rows(job.id, { limit: 9 })).toEqual(rowsOf(3))
    await store.commit([mend()])
    expect(await store.jobs.rows(job.id, { limit: 9 })).toEqual([
      rowsOf(1)[0],
      { row: 1, status: 'create', source: { cells: ['mended \u0000'] }, result: { at: 1 } },
      { ...rowsOf(3)[2], status: 'refused' },
    ])
    const after = await store.jobs.find(job.id)
    expect(after).toMatchObject({
      state: 'planned',
      input: { note: 'mended' },
      counts: { pending: 1, create: 1, refused: 1 },
    })
    expect(after?.updatedAt).toBeGreaterThan(5_000)
    // It is not as it was seen any more, and nobody mends what is under way.
    await expect(store.commit([mend({ rows: [] })])).rejects.toThrow(JobLost)
    await store.commit([mend({ rows: [], state: 'queued', seen: after ?? job })])
    const queued = await store.jobs.find(job.id)
    expect(queued).toMatchObject({ state: 'queued' })
    await expect(store.commit([mend({ rows: [], seen: queued ?? job })])).rejects.toThrow(JobLost)
  })

  test('rows tell what they have come to, and a job moves only while its input is as it was read', async () => {
    const job = await aReadyJob(3)
    await store.jobs.claim('mine', 100, 200)
    await store.commit([settle(job, 'mine', [created(1)])])
    const told = [
      { row: 0, status: 'pending' },
      { row: 1, status: 'create' },
    ]
    expect(await store.jobs.statusesOf(job.id, [1, 0, 99])).toEqual(told)
    expect(await store.jobs.statusesOf(job.id, [])).toEqual([])
    const input = { b: 1, a: ['ü \u0000'], 7: null }
    expect(await store.jobs.move(job.id, { states: ['running'], input: { note: 'else' } }, { input })).toBe(false)
    expect(await store.jobs.move(job.id, { states: ['running'], input: job.input }, { input })).toBe(true)
    const read = (await store.jobs.find(job.id))?.input ?? {}
    expect(await store.jobs.move(job.id, { states: ['running'], input: read }, { input: {} })).toBe(true)
  })

  test('whoever has lost the lease writes nothing more', async () => {
    const job = await aReadyJob(2)
    await store.jobs.claim('gone', 100, 200)
    await store.jobs.claim('next', 300, 400)
    await expect(store.commit([settle(job, 'gone', [created(0)])])).rejects.toThrow(JobLost)
    await store.commit([settle(job, 'next', [created(0)])])
    expect(await store.jobs.move(job.id, { states: ['running'], token: 'gone' }, { state: 'finished' })).toBe(false)
  })

  test('moves only from where it is, and does not end over what is asked of it', async () => {
    const job = await aReadyJob(1)
    await store.jobs.claim('mine', 100, 200)
    expect(await store.jobs.move(job.id, { states: ['queued'] }, { state: 'cancelled' })).toBe(false)
    expect(await store.jobs.move(job.id, { states: ['running'] }, { wish: 'cancel' })).toBe(true)
    const mine = { states: ['running'], token: 'mine' } as const
    expect(await store.jobs.move(job.id, { ...mine, unasked: true }, { state: 'finished' })).toBe(false)
    expect(await store.jobs.move(job.id, mine, { state: 'cancelled', wish: null, token: null })).toBe(true)
    expect(await store.jobs.find(job.id)).toMatchObject({ state: 'cancelled', wish: null, token: null })
    await expect(store.commit([settle(job, 'mine', [created(0)])])).rejects.toThrow(JobLost)
  })

  test('lists are newest first, page by page, of a person, a kind or some states', async () => {
    const jobs = [aJob({ createdAt: 1 }), aJob({ createdAt: 2, actorId: 'bo' }), aJob({ createdAt: 3, kind: 'undo' })]
    for (const job of jobs) await store.jobs.add(job)
    const [oldest, middle, newest] = jobs.map(({ id }) => id)
    const listed = async (query: Partial<Parameters<typeof store.jobs.list>[0]>) =>
      (await store.jobs.list({ limit: 10, ...query })).map(({ id }) => id)
    expect(await listed({})).toEqual([newest, middle, oldest])
    expect(await listed({ limit: 2 })).toEqual([newest, middle])
    expect(await listed({ after: { createdAt: 2, id: middle ?? '' } })).toEqual([oldest])
    expect(await listed({ actorId: 'ada' })).toEqual([newest, oldest])
    expect(await listed({ kind: 'undo' })).toEqual([newest])
    expect(await listed({ states: ['queued'] })).toEqual([])
  })

  test('rows of another job become rows of this one', async () => {
    const job = await aReadyJob(4)
    await store.jobs.claim('mine', 100, 200)
    await store.commit([settle(job, 'mine', [created(1), created(3)])])
    const undo = aJob({ kind: 'undo' })
    await store.jobs.add(undo)
    expect(await store.jobs.addRowsOf(undo.id, job.id, ['create', 'update'], -1, 1)).toEqual([1])
    expect(await store.jobs.addRowsOf(undo.id, job.id, ['create', 'update'], 1, 9)).toEqual([3])
    expect(await store.jobs.rows(undo.id, { limit: 9 })).toEqual([
      { row: 1, status: 'pending', source: { of: job.id, row: 1 }, result: null },
      { row: 3, status: 'pending', source: { of: job.id, row: 3 }, result: null },
    ])
  })

  test('what has ended long ago goes with its rows; what is under way stays', async () => {
    const kept = await aReadyJob(2)
    const ended = aJob({ state: 'finished' })
    const abandoned = aJob({ state: 'receiving' })
    const recent = aJob({ state: 'finished', updatedAt: 5_000 })
    for (const job of [ended, abandoned, recent]) await store.jobs.add(job)
    await store.jobs.addRows(ended.id, rowsOf(1_200))
    let slices = 0
    while (await store.jobs.sweep(2_000, 2_000)) slices += 1
    expect(slices).toBeGreaterThan(3)
    expect((await store.jobs.list({ limit: 10 })).map(({ id }) => id).toSorted()).toEqual(
      [kept.id, recent.id].toSorted(),
    )
    expect(await store.jobs.rows(ended.id, { limit: 1 })).toEqual([])
  })

  test('a mapping is kept under its name, the last one put there', async () => {
    const mapping = { name: 'nightly', ownerId: 'ada', ownerName: 'ada', mapping: { service: 'a' }, updatedAt: 1 }
    await store.jobs.keepMapping(mapping)
    await store.jobs.keepMapping({ ...mapping, mapping: { service: 'b' }, updatedAt: 2 })
    expect(await store.jobs.mappings()).toEqual([{ ...mapping, mapping: { service: 'b' }, updatedAt: 2 }])
    await store.jobs.removeMapping('nightly')
    expect(await store.jobs.mappings()).toEqual([])
  })
})
