/** kill -9 in the middle of each of the long writes, on both engines: nothing acknowledged is lost, nothing stays half done. */
import { describe, expect, test } from 'vitest'
import { engines, hasPostgres } from '@/e2e/engines'
import { call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'
import { expectTrueTotals, storedDashboards } from '@/e2e/true-totals'

/** `KILL_ROUNDS=30 npm run test:crash -- crash-large failover` looks longer. */
const rounds = Math.max(1, Math.floor(Number(process.env.KILL_ROUNDS ?? 2) / 2))
const perCall = 500
const perService = 1_500
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

type Signed = RunningServer & { readonly token: string }

/** Every third one has a tag, every fifth an owner. */
const dashboard = (service: string, at: number, change: string, owner: string) => ({
  name: `d${at}`,
  displayName: `Title of ${service} ${at}`,
  description: `What ${at} shows${change}`,
  service,
  tags: at % 3 === 0 ? [{ tagFQN: 'Tier.Tier1' }] : [],
  ...(at % 5 === 0 && { owners: [{ id: owner, type: 'user' }] }),
})

interface Call {
  readonly service: string
  readonly from: number
  readonly change: string
  readonly owner: string
  acknowledged: boolean
}

const callsFor = (owner: string, service: string, change = ''): Call[] =>
  Array.from({ length: perService / perCall }, (_, at) => ({
    service,
    from: at * perCall,
    change,
    owner,
    acknowledged: false,
  }))

const rowsOf = ({ service, from, change, owner }: Call) =>
  Array.from({ length: perCall }, (_, at) => dashboard(service, from + at, change, owner))

/** One call after the other; ends when the server is gone. */
async function send(server: Signed, calls: readonly Call[]): Promise<void> {
  for (const one of calls) {
    try {
      const { status, body } = await call(server, 'PUT', 'dashboards/bulk', { token: server.token, body: rowsOf(one) })
      expect([status, body.numberOfRowsPassed]).toEqual([200, perCall])
      one.acknowledged = true
    } catch (error) {
      if (error instanceof TypeError) return // the connection was cut
      throw error
    }
  }
}

const dashboardsOf = (server: Signed, service: string, include = 'non-deleted') =>
  storedDashboards(server, `service=${service}&include=${include}&fields=tags,owners`)

/** What is there of a call is there as a whole: as it was asked for, or as it was before. */
function expectWhole(one: Call, stored: ReadonlyMap<string, Record<string, unknown>>, before: string | undefined) {
  for (const asked of rowsOf(one)) {
    const found = stored.get(asked.name)
    if (found === undefined) {
      expect([asked.name, one.acknowledged, before]).toEqual([asked.name, false, undefined])
      continue
    }
    const isNew = found.description === asked.description
    const { service, from, owner } = one
    const was = dashboard(service, Number(asked.name.slice(1)), before ?? '', owner)
    expect([asked.name, from, found.description]).toEqual([
      asked.name,
      from,
      isNew ? asked.description : was.description,
    ])
    if (one.acknowledged) expect([asked.name, isNew]).toEqual([asked.name, true])
    expect(found).toMatchObject({
      displayName: asked.displayName,
      version: isNew && before !== undefined ? 0.2 : 0.1,
      tags: asked.tags,
      owners: asked.owners === undefined ? [] : asked.owners,
    })
  }
}

const idOf = async (server: Signed, service: string) =>
  String((await call(server, 'GET', `services/dashboardServices/name/${service}`, { token: server.token })).body.id)

const statusOf = async (server: Signed, id: string, include = 'non-deleted') =>
  (await call(server, 'GET', `services/dashboardServices/${id}?include=${include}`, { token: server.token })).status

describe.each(engines)('on $name', ({ name, open }) => {
  test.skipIf(name === 'PostgreSQL' && !hasPostgres)(
    'kill -9 in the middle of a load, a change, a soft delete, a restore and a purge leaves what finishes or is as before',
    async () => {
      const { env, directory, query, seqOf } = await open()
      let server: Signed = await startServerWithAdministrator({ env, directory })
      const ask = (method: string, path: string, body?: unknown) =>
        call(server, method, path, { token: server.token, ...(body !== undefined && { body }) })
      const killed = async (under: Promise<unknown>) => {
        await server.stop('SIGKILL')
        await under
        server = await startServerWithAdministrator({ env, directory })
        // In the middle, too.
        await expectTrueTotals(query, seqOf)
      }
      const owner = String((await ask('GET', 'users/loggedInUser')).body.id)
      for (let round = 0; round < rounds; round += 1) {
        const [loaded, restored, purged, changed] = ['loaded', 'restored', 'purged', 'changed'].map(
          (service) => `${service}${round}`,
        ) as [string, string, string, string]
        const later = () => (round === 0 ? 0 : Math.random() * 400)
        for (const service of [loaded, restored, purged, changed])
          await ask('PUT', 'services/dashboardServices', { name: service, serviceType: 'Superset' })

        // A load of one service while another one is changed.
        await send(server, [...callsFor(owner, restored), ...callsFor(owner, purged), ...callsFor(owner, changed)])
        const [load, change] = [callsFor(owner, loaded), callsFor(owner, changed, ', changed')]
        const writing = Promise.all([send(server, load), send(server, change)])
        await expect
          .poll(() => load[0]?.acknowledged && change[0]?.acknowledged, { timeout: 30_000, interval: 5 })
          .toBe(true)
        await pause(later())
        await killed(writing)
        if (round === 0) expect([...load, ...change].some(({ acknowledged }) => !acknowledged)).toBe(true)
        const there = { load: await dashboardsOf(server, loaded), change: await dashboardsOf(server, changed) }
        for (const one of load) expectWhole(one, there.load, undefined)
        for (const one of change) expectWhole(one, there.change, '')
        // Sent again, all is as if nothing had happened: what had been written is not written twice.
        for (const one of [...load, ...change]) one.acknowledged = false
        await send(server, [...load, ...change])
        const again = { load: await dashboardsOf(server, loaded), change: await dashboardsOf(server, changed) }
        for (const one of load) expectWhole(one, again.load, undefined)
        for (const one of change) expectWhole(one, again.change, '')

        // One service is deleted, one restored and one purged, all at the same time.
        const ids = {
          deleted: await idOf(server, loaded),
          restored: await idOf(server, restored),
          purged: await idOf(server, purged),
        }
        const path = (id: string) => `services/dashboardServices/${id}?recursive=true`
        expect((await ask('DELETE', path(ids.restored))).status).toBe(200)
        const verbs = [
          ask('DELETE', path(ids.deleted)),
          ask('PUT', 'services/dashboardServices/restore', { id: ids.restored }),
          ask('DELETE', `${path(ids.purged)}&hardDelete=true`),
        ]
        const under = Promise.allSettled(verbs)
        const begun = () => Promise.all([ids.deleted, ids.restored, ids.purged].map((id) => statusOf(server, id)))
        await expect.poll(begun, { timeout: 30_000, interval: 5 }).toEqual([404, 200, 404])
        await pause(later())
        await killed(under)
        const left = await query('select kind from unfinished_work order by kind')
        if (round === 0) expect(left).toEqual(['delete', 'remove', 'restore'].map((kind) => ({ kind })))
        // At once, for whoever asks.
        expect(await begun()).toEqual([404, 200, 404])
        for (const service of [loaded, purged])
          expect((await ask('GET', `dashboards?limit=0&service=${service}`)).body.paging).toEqual({ total: 0 })
        await expect
          .poll(() => query('select kind from unfinished_work'), { timeout: 60_000, interval: 250 })
          .toEqual([])
        const [gone, back, nothing, other] = [
          await dashboardsOf(server, loaded, 'deleted'),
          await dashboardsOf(server, restored),
          await dashboardsOf(server, purged, 'all'),
          await dashboardsOf(server, changed),
        ].map((all) => [...all.values()])
        expect([gone?.length, back?.length, nothing?.length, other?.length]).toEqual([
          perService,
          perService,
          0,
          perService,
        ])
        expect([gone, back, other].map((all) => new Set(all?.map(({ version }) => version)))).toEqual([
          new Set([0.2]),
          new Set([0.3]),
          new Set([0.2]),
        ])
        expect(await statusOf(server, ids.purged, 'all')).toBe(404)
        expect((await dashboardsOf(server, restored, 'deleted')).size).toBe(0)
        await expectTrueTotals(query, seqOf)
        const found = await ask('GET', 'search/query?q=title&index=dashboard_search_index&track_total_hits=true&size=0')
        expect(found.body).toMatchObject({ hits: { total: { value: 2 * perService * (round + 1) } } })
      }
      process.stdout.write(`crash of long writes on ${name}: ${rounds} rounds, nothing lost, nothing half done\n`)
      expect(await server.stop()).toBe(0)
    },
    120_000 + rounds * 120_000,
  )

  test.skipIf(name === 'PostgreSQL' && !hasPostgres)(
    'kill -9 in the middle of a bulk deletion and a bulk restoration leaves each as a whole, and the call sent again does the rest',
    async () => {
      const { env, directory, query, seqOf } = await open()
      let server: Signed = await startServerWithAdministrator({ env, directory })
      const ask = (method: string, path: string, body?: unknown) =>
        call(server, method, path, { token: server.token, ...(body !== undefined && { body }) })
      await ask('PUT', 'services/dashboardServices', { name: 'many', serviceType: 'Superset' })
      const owner = String((await ask('GET', 'users/loggedInUser')).body.id)
      await send(server, callsFor(owner, 'many'))
      const ids = [...(await dashboardsOf(server, 'many')).values()].slice(0, 2 * perCall).map(({ id }) => String(id))
      const living = async () => (await ask('GET', 'dashboards?limit=0&service=many')).body.paging
      for (const { method, path, isDeleted, version } of [
        { method: 'DELETE', path: 'dashboards/bulk', isDeleted: true, version: 0.2 },
        { method: 'PUT', path: 'dashboards/bulk/restore', isDeleted: false, version: 0.3 },
      ]) {
        const before = await living()
        const cut = ask(method, path, { ids }).catch((error: unknown) => {
          if (!(error instanceof TypeError)) throw error // else the connection was cut
        })
        await expect.poll(living, { timeout: 30_000, interval: 5 }).not.toEqual(before)
        await server.stop('SIGKILL')
        await cut
        server = await startServerWithAdministrator({ env, directory })
        await expectTrueTotals(query, seqOf)
        const rows = async () => {
          const all = await dashboardsOf(server, 'many', 'all')
          const named = new Set(ids)
          return [...all.values()].filter(({ id }) => named.has(String(id)))
        }
        // Each is as it was, or as it was asked to be.
        const told = ({ deleted, version }: Record<string, unknown>) => `${deleted} ${version}`
        const [asked, was] = [`${isDeleted} ${version}`, `${!isDeleted} ${(version * 10 - 1) / 10}`]
        expect([asked, was]).toEqual(expect.arrayContaining([...new Set((await rows()).map(told))]))
        const { status, body } = await ask(method, path, { ids })
        expect([status, body.numberOfRowsPassed]).toEqual([200, ids.length])
        // What had been done is not done twice.
        expect((await rows()).map(told)).toEqual(ids.map(() => asked))
        await expectTrueTotals(query, seqOf)
      }
      expect(await server.stop()).toBe(0)
    },
    180_000,
  )
})
