import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { createImportSession, type ImportSession, type ImportWorld } from '@/components/import/import-session'
import type { RemoteSheet } from '@/components/import/remote-sheet'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { list } from '@/lib/entities/list'
import { aContext, aService } from '@/lib/entities/testing'
import { targetColumns } from '@/lib/import/columns'
import { bytesOf } from '@/lib/import/read-file'
import { createSheet } from '@/lib/import/sheet'
import type { RemoteOpenRequest } from '@/lib/import/sheet-protocol'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { CatalogueError } from '@/lib/model/wire/errors'

const definitions = { dashboards, charts }
let ctx: RequestContext
let sent: string[]
/** Thrown by the next bulk call, before or after the server has written. */
let failure: { readonly when: 'before' | 'after'; readonly error: Error } | undefined

/** The sheet without a worker in between. */
function openSheet(): RemoteSheet {
  const sheet = createSheet()
  return {
    ...sheet,
    open: async ({ source, ...request }: RemoteOpenRequest) => {
      if (source.kind !== 'chosen') return sheet.open({ ...request, source })
      return sheet.open({ ...request, source: await bytesOf(source.files) })
    },
    map: (request) => sheet.map(request),
    close: () => undefined,
  }
}

const world: ImportWorld = {
  openSheet,
  definition: (collection) => definitions[collection],
  properties: () => [],
  targets: (collection) => targetColumns(definitions[collection]),
  services: () => [],
  tags: () => [],
  findPeople: async (names) => names.map(({ type, name }) => [`${type}:${name}`, null] as const),
  preview: (collection, requests) =>
    bulkUpsert(definitions[collection], requests, { dryRun: true, keepOmitted: true }, ctx),
  bulk: async (collection, requests) => {
    const now = failure
    failure = undefined
    if (now?.when === 'before') throw now.error
    const done = await bulkUpsert(definitions[collection], requests, { keepOmitted: true }, ctx)
    if (now?.when === 'after') throw now.error
    sent.push(...requests.map((request) => String((request as { name: string }).name)))
    return done
  },
  written: () => undefined,
}

let session: ImportSession
beforeEach(async () => {
  ctx = await aContext()
  sent = []
  failure = undefined
  session = createImportSession(world)
  await aService(ctx)
})

const many = (count: number) =>
  `name,service\n${Array.from({ length: count }, (_, index) => `d${index},sample_superset\n`).join('')}`
const total = async () => (await list(dashboards, { fields: new Set(), include: 'all', limit: 0 }, ctx)).paging.total
const phase = () => session.getState().phase
const counts = () => session.getState().summary?.counts
const sample = (name: string) => new File([readFileSync(`data/sample/${name}`)], name)

describe('a file', () => {
  test('whose columns are all known goes straight to the preview', async () => {
    await session.paste(many(3))
    expect(phase()).toEqual({ kind: 'preview' })
    expect(counts()).toMatchObject({ create: 3, pending: 0 })
  })

  test('with foreign columns asks for a look at them first', async () => {
    await session.choose([sample('grafana-export.csv')])
    expect(phase()).toEqual({ kind: 'map' })
    session.setTarget(3, undefined)
    await session.check()
    expect(session.getState().summary?.groups).toMatchObject([
      { key: 'missing dashboardService grafana_prod', count: 88, column: 'Tool' },
    ])
    await aService(ctx, 'grafana_prod')
    await session.askAgain('missing dashboardService grafana_prod')
    expect(counts()).toMatchObject({ create: 88, fail: 0 })
  })

  test('without a service needs one for all rows', async () => {
    await session.paste('name\n1\n2\n')
    expect(phase()).toEqual({ kind: 'map' })
    expect(session.missing().map(({ key }) => key)).toEqual(['service'])
    session.setFixedService('sample_superset')
    expect(session.missing()).toEqual([])
    await session.check()
    expect(counts()).toMatchObject({ create: 2 })
  })

  test('that is broken stays at the start with the place of the mistake', async () => {
    await session.paste('name,service\n1,"x\n')
    expect(phase()).toMatchObject({ kind: 'source', trouble: { row: 2, quotes: true } })
    await session.readAgain({ quotes: 'text' })
    expect(phase().kind).toBe('preview')
  })

  test('shows its first rows while the others are asked about, and starts anew when that is called off', async () => {
    const answers: (() => void)[] = []
    const held: ImportWorld = {
      ...world,
      preview: async (...given) => {
        const answer = await world.preview(...given)
        await new Promise<void>((resolve) => answers.push(resolve))
        return answer
      },
    }
    session = createImportSession(held)
    const asked = (count: number) => expect.poll(() => answers.length).toBe(count)
    const checked = session.paste(many(1200))
    await asked(1)
    expect(phase()).toMatchObject({ kind: 'checking', what: 'preview' })
    answers[0]?.()
    await asked(2)
    expect(phase()).toEqual({ kind: 'preview', planning: { done: 0, total: 700 } })
    expect(counts()).toMatchObject({ create: 500, pending: 700 })
    expect((await session.window({}, 0, 10)).rows).toHaveLength(10)

    session.backToMapping()
    const again = session.check()
    await asked(3)
    answers[1]?.()
    await checked
    expect(phase()).toMatchObject({ kind: 'checking' })
    for (const at of [2, 3, 4]) {
      await asked(at + 1)
      answers[at]?.()
    }
    await again
    expect(phase()).toEqual({ kind: 'preview' })
    expect(counts()).toMatchObject({ create: 1200, pending: 0 })
  })

  test('chosen with others is read first, and the others wait for their turn', async () => {
    const csvFile = (name: string) => new File([many(2)], name)
    await session.choose([csvFile('a.csv'), csvFile('b.csv'), csvFile('c.csv')])
    expect([session.getState().file?.name, session.getState().waiting.map(({ name }) => name)]).toEqual([
      'a.csv',
      ['b.csv', 'c.csv'],
    ])
    session.startOver()
    await session.choose(session.getState().waiting)
    expect([session.getState().file?.name, session.getState().waiting.map(({ name }) => name)]).toEqual([
      'b.csv',
      ['c.csv'],
    ])
    session.forgetWaiting()
    expect(session.getState().waiting).toEqual([])
  })

  test('with a dashboard in it is read together with others like it, every row telling its file', async () => {
    const panels = (uid: string) => new File([JSON.stringify({ uid, title: `Dashboard ${uid}` })], `${uid}.json`)
    await session.choose([panels('a'), panels('b'), panels('c')])
    expect(session.getState()).toMatchObject({ file: { name: 'a.json and 2 more', rowCount: 3 }, waiting: [] })
    expect(session.getState().file?.columns.find(({ name }) => name === '_file')?.samples).toEqual([
      'a.json',
      'b.json',
      'c.json',
    ])
    await session.choose([panels('a'), new File(['{"uid": '], 'b.json')])
    expect(phase()).toMatchObject({ kind: 'source', trouble: { message: expect.stringMatching(/^b\.json: Line 1/) } })
  })

  test('can lose a column in the preview', async () => {
    await session.paste('name,service,tags\n1,sample_superset,Tier.Nope\n')
    expect(counts()).toMatchObject({ fail: 1 })
    await session.ignoreColumns('tags')
    expect(counts()).toMatchObject({ create: 1, fail: 0 })
    expect(phase()).toEqual({ kind: 'preview' })
  })
})

describe('a run', () => {
  test('that loses its server stops, and goes on without sending again what was acknowledged', async () => {
    await session.paste(many(1200))
    failure = { when: 'before', error: new CatalogueError('unavailable', 'The server cannot be reached') }
    await session.run()
    expect(phase()).toMatchObject({ kind: 'paused', total: 1200 })
    await session.resume()
    expect(phase()).toEqual({ kind: 'done', total: 1200, wasCancelled: false })
    expect(counts()).toMatchObject({ written: 1200, failedInRun: 0 })
    expect(new Set(sent).size).toBe(1200)
    expect(sent.length).toBe(1200)
  })

  test('whose answer was lost writes nothing twice', async () => {
    await session.paste(many(700))
    failure = { when: 'after', error: new CatalogueError('internal', 'no answer') }
    await session.run()
    expect(counts()).toMatchObject({ written: 0 })
    expect(await total()).toBe(500)
    await session.resume()
    expect(await total()).toBe(700)
    expect(counts()).toMatchObject({ written: 700, failedInRun: 0 })
    const { data } = await list(dashboards, { fields: new Set(), include: 'all', limit: 1000 }, ctx)
    expect(data.every(({ version }) => version === 0.1)).toBe(true)
  })

  test('that is cancelled keeps what is written, says so, and can go on', async () => {
    await session.paste(many(1200))
    const running = session.run()
    session.cancel()
    await running
    expect(phase()).toEqual({ kind: 'done', total: 1200, wasCancelled: true })
    const { written = 0 } = counts() ?? {}
    expect(written).toBe(await total())
    expect(written).toBeLessThan(1200)
    await session.resume()
    expect(phase()).toMatchObject({ kind: 'done', wasCancelled: false })
    expect(await total()).toBe(1200)
  })
})
