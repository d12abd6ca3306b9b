import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { runJob, undoJob } from '@/lib/jobs/ask'
import type { RunChoice } from '@/lib/jobs/job-kind'
import { keepChoice, readChoice } from '@/lib/jobs/kept-choice'
import { aRunner, type RunningRunner, receive, rested, rowsOf } from '@/lib/jobs/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { Job } from '@/lib/store/jobs'
import type { Store } from '@/lib/store/store'

let ctx: RequestContext
beforeEach(async () => {
  ctx = await aContext({ now: Date.now() })
  await aService(ctx)
})
afterEach(() => ctx.store.close())

/** The store, with every call of it counted but those of jobs. */
function counting(store: Store): { readonly store: Store; readonly calls: () => number } {
  let count = 0
  const counted = new Proxy(store, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...given: unknown[]) => {
        count += 1
        return member.apply(target, given)
      }
    },
  })
  return { store: counted, calls: () => count }
}

/** Calls of the store that the undo of an import of so many dashboards takes, planned and run. */
async function callsToUndo(prefix: string, count: number): Promise<number> {
  const names = Array.from({ length: count }, (_, index) => `${prefix}${index}`)
  for (const name of names) await aDashboard(ctx, { name, displayName: 'Before' })
  const runner = aRunner(ctx)
  const rows = names.map((name) => `${name},sample_superset,After`)
  const { id } = await rested((await receive(`name,service,displayName\n${rows.join('\n')}\n`, ctx)).id, ctx)
  await runJob(id, {}, ctx)
  expect((await rested(id, ctx)).counts).toEqual({ updated: count })
  // One of them is not the others' trouble.
  const edited = await read(dashboards, { fqn: `sample_superset.${prefix}0` }, { fields: 'all' }, ctx)
  await patch(dashboards, { id: edited.id }, [{ op: 'add', path: '/displayName', value: 'Since' }], undefined, ctx)
  await runner.stop()
  const { store, calls } = counting(ctx.store)
  const other = aRunner({ ...ctx, store })
  const undo = await undoJob(id, true, ctx)
  const ended = await rested(undo.id, ctx)
  await other.stop()
  expect(ended.counts).toEqual({ held: 1, updated: count - 1 })
  const back = await read(dashboards, { fqn: `sample_superset.${prefix}1` }, { fields: 'all' }, ctx)
  expect(back).toMatchObject({ displayName: 'Before', version: 0.3 })
  return calls()
}

test('takes as many reads and commits for fifty rows as for five', async () => {
  const few = await callsToUndo('few', 5)
  expect(few).toBeGreaterThan(0)
  expect(await callsToUndo('many', 50)).toBe(few)
})

describe('what was edited since', () => {
  let runner: RunningRunner
  beforeEach(() => {
    runner = aRunner(ctx)
  })
  afterEach(() => runner.stop())

  const stored = (name: string) =>
    read(dashboards, { fqn: `sample_superset.${name}` }, { fields: 'all', include: 'all' }, ctx)
  async function edit(name: string, value: string): Promise<void> {
    const { id } = await stored(name)
    await patch(dashboards, { id }, [{ op: 'add', path: '/displayName', value }], undefined, ctx)
  }
  /** An import that has changed `a`, `b` and `c` and created `new`; all but `a` were edited since. */
  async function undoOfEdited(): Promise<Job> {
    for (const name of ['a', 'b', 'c']) await aDashboard(ctx, { name, displayName: `Before ${name}` })
    const rows = ['a', 'b', 'c', 'new'].map((name) => `${name},sample_superset,After\n`)
    const { id } = await rested((await receive(`name,service,displayName\n${rows.join('')}`, ctx)).id, ctx)
    await runJob(id, {}, ctx)
    await rested(id, ctx)
    for (const name of ['b', 'c', 'new']) await edit(name, `Since ${name}`)
    return rested((await undoJob(id, false, ctx)).id, ctx)
  }
  async function run({ id }: Job, choice: RunChoice = {}): Promise<Job> {
    await runJob(id, choice, ctx)
    return rested(id, ctx)
  }

  test('stays as it is unless somebody ticks it, and the plan says what would become of it', async () => {
    const undo = await undoOfEdited()
    expect(undo.counts).toEqual({ update: 1, held: 3 })
    const [, b, , created] = await rowsOf(undo, ctx)
    expect(b).toMatchObject({
      status: 'held',
      result: {
        message: 'sample_superset.b was edited since and stays as it is',
        changeDescription: {
          fieldsUpdated: [{ name: 'displayName', oldValue: 'Since b', newValue: 'Before b' }],
        },
      },
    })
    expect(created).toMatchObject({ result: { changeDescription: { fieldsUpdated: [{ name: 'deleted' }] } } })
    expect(await stored('b')).toMatchObject({ displayName: 'Since b', version: 0.3 })
    expect((await run(undo)).counts).toEqual({ updated: 1, held: 3 })
    expect(await stored('new')).toMatchObject({ displayName: 'Since new', deleted: false })
  })

  test('is taken back row by row, as it is kept with the job', async () => {
    const undo = await undoOfEdited()
    await keepChoice(undo.id, { heldRows: { tick: [1, 2] } }, ctx)
    const kept = await keepChoice(undo.id, { heldRows: { untick: [2] } }, ctx)
    expect(await readChoice(kept, ctx)).toMatchObject({ withHeld: false, withHeldRows: [1] })
    expect((await run(undo)).counts).toEqual({ updated: 2, held: 2 })
    expect(await stored('b')).toMatchObject({ displayName: 'Before b', version: 0.4 })
    expect(await stored('c')).toMatchObject({ displayName: 'Since c' })
  })

  test('is taken back as a whole, but for rows that are unticked', async () => {
    const undo = await undoOfEdited()
    await keepChoice(undo.id, { held: true, rows: { untick: [2] } }, ctx)
    expect((await run(undo)).counts).toEqual({ updated: 2, deleted: 1, held: 1 })
    expect(await stored('c')).toMatchObject({ displayName: 'Since c' })
    expect(await stored('new')).toMatchObject({ deleted: true })
    // An undo of the undo is the same: what it has overwritten comes back.
    const back = await rested((await undoJob(undo.id, false, ctx)).id, ctx)
    expect((await run(back)).counts).toEqual({ updated: 2, restored: 1 })
    expect(await stored('b')).toMatchObject({ displayName: 'Since b' })
    expect(await stored('new')).toMatchObject({ displayName: 'Since new', deleted: false })
  })

  test('is held back again where it was edited after the preview', async () => {
    const undo = await undoOfEdited()
    await edit('b', 'After the preview')
    expect((await run(undo, { withHeld: true })).counts).toEqual({ updated: 2, deleted: 1, held: 1 })
    expect(await stored('b')).toMatchObject({ displayName: 'After the preview' })
  })

  test('is taken back by the rights of that moment alone', async () => {
    const undo = await undoOfEdited()
    await runner.stop()
    const rules = [{ name: 'read', effect: 'allow', operations: ['ViewAll'], resources: ['all'] } as const]
    const actor = anActor({ isAdmin: false, policies: [{ name: 'ReadOnly', rules }] })
    runner = aRunner(ctx, { contextOf: async () => ({ ...ctx, actor }) })
    expect((await run(undo, { withHeldRows: [1] })).counts).toEqual({ failed: 2, held: 2 })
    expect(await stored('b')).toMatchObject({ displayName: 'Since b' })
  })

  test('cannot be ticked in an import, whose rows are to be looked at again', async () => {
    await aDashboard(ctx, { name: 'a' })
    const { id } = await rested((await receive('name,service,displayName\na,sample_superset,New\n', ctx)).id, ctx)
    await expect(keepChoice(id, { held: true }, ctx)).rejects.toMatchObject({ kind: 'badRequest' })
    await expect(runJob(id, { withHeldRows: [0] }, ctx)).rejects.toMatchObject({ kind: 'badRequest' })
  })
})
