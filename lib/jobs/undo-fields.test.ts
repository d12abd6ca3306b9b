import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { cellOf, exportColumns } from '@/lib/import/export-rows'
import { aWholeCatalogue, dashboardsIn, exported, general } from '@/lib/import/testing'
import { undoJob } from '@/lib/jobs/ask'
import { receiveImport } from '@/lib/jobs/receive-import'
import { aRunner, rested } from '@/lib/jobs/testing'
import { dashboardSchema, dashboards } from '@/lib/model/entities/dashboard'
import type { Entity } from '@/lib/model/entities/entity'
import { quoteName } from '@/lib/model/rules/fqn'

/** What says when, how often and by whom something was written goes on. */
const goesOn = ['version', 'updatedAt', 'updatedBy', 'changeDescription', 'incrementalChangeDescription']
/** What nobody gives with a request. */
const recorded = ['impersonatedBy', 'followers', 'votes', 'usageSummary']

/** What no file says of a dashboard, and writing it could harm. */
const apart = {
  certification: {
    tagLabel: { tagFQN: 'Certification.Gold', source: 'Classification', labelType: 'Manual', state: 'Confirmed' },
    appliedDate: Date.UTC(2026, 10, 1),
    expiryDate: Date.UTC(2026, 11, 1),
  },
  entityStatus: 'Deprecated',
  lifeCycle: { created: { timestamp: Date.UTC(2026, 9, 1), accessedByAProcess: 'loader' } },
  sourceHash: 'abc',
}

type Request = { readonly name: string; readonly service: string }

const readAll = (requests: readonly Request[], ctx: RequestContext): Promise<Entity[]> =>
  Promise.all(
    requests.map(({ name, service }) =>
      read(dashboards, { fqn: `${service}.${quoteName(name)}` }, { fields: 'all', include: 'all' }, ctx),
    ),
  )

async function written(requests: readonly Request[], ctx: RequestContext): Promise<Entity[]> {
  const { result } = await bulkUpsert(general, requests, {}, ctx)
  expect(result.failedRequest).toEqual([])
  return readAll(requests, ctx)
}

const changes = (entity: Entity, members: Readonly<Record<string, unknown>>, ctx: RequestContext): Promise<unknown> => {
  const steps = Object.entries(members).map(([name, value]) => ({ op: 'add', path: `/${name}`, value }) as const)
  return patch(dashboards, { id: entity.id }, steps, undefined, ctx)
}

const lasting = (entity: Entity | undefined) =>
  Object.fromEntries(Object.entries(entity ?? {}).filter(([member]) => !goesOn.includes(member)))

test('an import writes every field that an export has said, and its undo gives every field back', async () => {
  const ctx = await aWholeCatalogue()
  const runner = aRunner(ctx)
  const columns = exportColumns(general, [...(await customPropertiesOf('dashboard', ctx)).values()])
  const places = columns.filter(({ isSettled }) => !isSettled).map(({ key }) => key)
  const mapping = {
    policies: Object.fromEntries(places.map((key) => [key, 'replace' as const])),
    emptyCells: Object.fromEntries(places.map((key) => [key, 'clear' as const])),
  }
  const cells = (entity: Entity | undefined) =>
    Object.fromEntries(columns.map((column) => [column.key, entity === undefined ? '' : cellOf(column, entity)]))
  const given = new Set<string>()
  const [set, changed, cleared] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const one = dashboardsIn(ctx)
  const pairs = fc.uniqueArray(fc.tuple(one, one), {
    minLength: 24,
    maxLength: 24,
    selector: ([{ name }]) => name.toLowerCase(),
  })
  await fc.assert(
    fc.asyncProperty(pairs, fc.constantFrom('csv', 'xlsx'), async (both, format) => {
      const wanted = both.map(([request]) => request)
      const first = await written(wanted, ctx)
      const bytes = await exported(format, ctx)
      for (const { id } of first) await remove(dashboards, { id }, { hardDelete: true, recursive: false }, ctx)
      // Every sixth is not there yet.
      const there = both.flatMap(([{ name, service }, other], at) =>
        at % 6 === 5 ? [] : [{ ...other, name, service }],
      )
      for (const entity of (await written(there, ctx)).filter((_, at) => at % 2 === 0))
        await changes(entity, apart, ctx)
      const before = await readAll(there, ctx)

      const source = { kind: 'file', name: `dashboards.${format}`, bytes } as const
      const { id } = await receiveImport({ collection: 'dashboards', source, options: {}, mapping, runs: true }, ctx)
      const job = await rested(id, ctx)
      const { created: made, updated: _, unchanged: _same, ...failed } = job.counts
      expect({ made, failed }).toEqual({ made: wanted.length - there.length, failed: {} })
      expect((await readAll(wanted, ctx)).map(cells)).toEqual(first.map(cells))

      const edited = there.filter((_, at) => at % 5 === 4)
      for (const entity of await readAll(edited, ctx)) await changes(entity, { displayName: 'Edited since' }, ctx)
      const kept = await readAll(edited, ctx)
      const undo = await rested((await undoJob(id, true, ctx)).id, ctx)
      expect(undo).toMatchObject({ state: 'finished', counts: { held: edited.length } })
      expect((await readAll(edited, ctx)).map(lasting)).toEqual(kept.map(lasting))
      const rest = there.filter((request) => !edited.includes(request))
      const back = await readAll(rest, ctx)
      for (const [at, entity] of back.entries()) {
        const was = before[there.indexOf(rest[at] ?? (entity as never))]
        expect(lasting(entity)).toEqual(lasting(was))
        expect(entity.version).toBeGreaterThanOrEqual(was?.version ?? 0)
        for (const member of Object.keys(was ?? {})) given.add(member)
        const [now, then] = [cells(was), cells(first[wanted.findIndex(({ name }) => name === was?.name)])]
        for (const key of places)
          if (now[key] !== then[key]) (now[key] === '' ? set : then[key] === '' ? cleared : changed).add(key)
      }
      const created = await readAll(
        wanted.filter(({ name }) => !there.some((one) => one.name === name)),
        ctx,
      )
      expect(created.every(({ deleted }) => deleted)).toBe(true)
    }),
    { numRuns: 4, endOnFailure: true },
  )
  // A member that no dashboard here has had is one that nobody has looked at: `dashboardsIn` is to say values of it.
  const unseen = Object.keys(dashboardSchema.shape).filter((member) => !given.has(member))
  expect(unseen.filter((member) => !recorded.includes(member))).toEqual([])
  // What has a default is never without a value.
  const optional = places.filter((key) => !(key in general.defaults))
  for (const seen of [set, cleared]) expect(optional.filter((key) => !seen.has(key))).toEqual([])
  expect(places.filter((key) => key in general.defaults && !changed.has(key))).toEqual([])
  await runner.stop()
  await ctx.store.close()
}, 120_000)
