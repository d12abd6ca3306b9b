import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { aContext, aDashboard, aService } from '@/lib/entities/testing'
import { runJob, undoJob } from '@/lib/jobs/ask'
import { aRunner, receive, rested } from '@/lib/jobs/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
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
