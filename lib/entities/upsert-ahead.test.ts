import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { aContext, aDashboard, aService } from '@/lib/entities/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { StoreUnavailable } from '@/lib/store/errors'

/** As many as have to be written in more than two slices. */
const many = 230

interface Watched {
  readonly ctx: RequestContext
  /** In the order in which they happened: "plan 1", "write 1", "written 1" … */
  readonly steps: string[]
}

/** A store whose disk is slow, and what is asked of it; `fails` says of which commit, counted from 1. */
async function watched(type: string, { fails }: { fails?: number } = {}): Promise<Watched> {
  const ctx = await aContext()
  await aService(ctx)
  await create(glossaries, { name: 'Words', displayName: 'Words', description: 'All' }, ctx)
  const steps: string[] = []
  let [planned, written] = [0, 0]
  const findByFqns: typeof ctx.store.findByFqns = (asked, fqns) => {
    if (asked === type) {
      planned += 1
      steps.push(`plan ${planned}`)
    }
    return ctx.store.findByFqns(asked, fqns)
  }
  const commit: typeof ctx.store.commit = async (changes) => {
    written += 1
    const number = written
    steps.push(`write ${number}`)
    await sleep(30)
    if (number === fails) throw new StoreUnavailable('busy', 'the disk is away')
    await ctx.store.commit(changes)
    steps.push(`written ${number}`)
  }
  return { ctx: { ...ctx, store: { ...ctx.store, findByFqns, commit } }, steps }
}

const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `row ${at}`, service: 'sample_superset' }))

test('a slice is planned while the one before it is written, and no further', async () => {
  const { ctx, steps } = await watched('dashboard')
  const { result } = await bulkUpsert(dashboards, rows(many), {}, ctx)
  expect(result).toMatchObject({ numberOfRowsPassed: many, numberOfRowsFailed: 0 })
  const slices = steps.filter((step) => step.startsWith('plan')).length
  expect(slices).toBeGreaterThan(2)
  const expected = Array.from({ length: slices }, (_, at) =>
    at === 0 ? ['plan 1', 'write 1'] : [`plan ${at + 1}`, `written ${at}`, `write ${at + 1}`],
  )
  expect(steps).toEqual([...expected.flat(), `written ${slices}`])
})

test('what may refer to rows that come before it is planned when these are there', async () => {
  const { ctx, steps } = await watched('glossaryTerm')
  const terms = Array.from({ length: many }, (_, at) => ({
    name: `term ${at}`,
    displayName: `Term ${at}`,
    description: 'One',
    glossary: 'Words',
  }))
  const { result } = await bulkUpsert(glossaryTerms, terms, {}, ctx)
  expect(result).toMatchObject({ numberOfRowsPassed: many })
  const slices = steps.filter((step) => step.startsWith('write ')).length
  expect(slices).toBeGreaterThan(2)
  for (let at = 1; at < slices; at += 1)
    expect(steps.indexOf(`plan ${at + 1}`), `slice ${at + 1}`).toBeGreaterThan(steps.indexOf(`written ${at}`))
})

test('of a name that comes twice the second changes what the first has made', async () => {
  const { ctx } = await watched('dashboard')
  const twice = [...rows(many), ...rows(many).map((row) => ({ ...row, displayName: 'Again' }))]
  const { rows: told } = await bulkUpsert(dashboards, twice, {}, ctx)
  expect(told.map(({ outcome, version }) => `${outcome} ${version}`)).toEqual([
    ...rows(many).map(() => 'entityCreated 0.1'),
    ...rows(many).map(() => 'entityUpdated 0.2'),
  ])
})

test('somebody who has written first costs nobody a row, wherever the slice with it was', async () => {
  const { ctx } = await watched('dashboard')
  let commits = 0
  const commit: typeof ctx.store.commit = async (changes) => {
    commits += 1
    // Between the planning of the second slice and its writing.
    if (commits === 2) await aDashboard(ctx, { name: 'row 60', displayName: 'First' })
    await ctx.store.commit(changes)
  }
  const { rows: told } = await bulkUpsert(dashboards, rows(many), {}, { ...ctx, store: { ...ctx.store, commit } })
  expect(told.filter(({ outcome }) => outcome === 'entityUpdated').map(({ row }) => row)).toEqual([60])
  expect(told.filter(({ outcome }) => outcome === 'entityCreated')).toHaveLength(many - 1)
})

test('where the disk fails nothing more is written, and what failed is told', async () => {
  const { ctx, steps } = await watched('dashboard', { fails: 1 })
  await expect(bulkUpsert(dashboards, rows(many), {}, ctx)).rejects.toBeInstanceOf(StoreUnavailable)
  expect(steps).toEqual(['plan 1', 'write 1', 'plan 2'])
})
