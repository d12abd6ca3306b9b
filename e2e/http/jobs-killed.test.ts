/** Servers that end in the middle of an import, killed or told to: it goes on, no row twice and none lost. */
import { afterAll, expect, test } from 'vitest'
import { aService, ask, fileOf, hasEnded, plannedJob, type Signed, until } from '@/e2e/http/jobs'
import { call, newDirectory, startServerWithAdministrator } from '@/e2e/server'
import { startPostgres } from '@/scripts/postgres.mjs'

/** `KILL_ROUNDS=10 npm run test:http -- jobs-killed` looks longer. */
const rounds = Number(process.env.KILL_ROUNDS ?? 2)

/** Every dashboard is there once, at its first version; one that was written twice would have another. */
async function expectOnce(server: Signed, count: number): Promise<void> {
  const seen: string[] = []
  for (let after = ''; ; ) {
    const { body } = await call(server, 'GET', `dashboards?limit=1000${after}`, { token: server.token })
    const { data, paging } = body as { data: { name: string; version: number }[]; paging: { after?: string } } // a page
    expect(data.filter(({ version }) => version !== 0.1)).toEqual([])
    seen.push(...data.map(({ name }) => name))
    if (paging.after === undefined) break
    after = `&after=${paging.after}`
  }
  expect(new Set(seen).size).toBe(count)
  expect(seen).toHaveLength(count)
}

test(`killed ${rounds} times in the middle of a run it goes on: counts add up, no row twice, none lost`, async () => {
  const count = 1_500
  const directory = newDirectory()
  let server = await startServerWithAdministrator({ directory })
  await aService(server)
  const id = await plannedJob(server, fileOf(count))
  await ask(server, 'POST', `jobs/${id}/run`, {})
  let created = 0
  for (let round = 0; round < rounds; round += 1) {
    const goal = created + Math.floor((count * 0.7) / rounds / 2)
    await until(server, id, ({ counts }) => (counts.created ?? 0) > goal)
    await server.stop('SIGKILL')
    server = await startServerWithAdministrator({ directory })
    const { body } = await ask(server, 'GET', `jobs/${id}`)
    created = body.counts.created
    expect(created).toBeGreaterThan(goal)
    expect(body.counts.created + (body.counts.create ?? 0)).toBe(count)
  }
  const job = await until(server, id, hasEnded)
  expect(job).toMatchObject({ state: 'finished', counts: { created: count } })
  await expectOnce(server, count)
  await server.stop()
}, 180_000)

test('told to end, a server gives its jobs back, and the next one goes on at once', async () => {
  const directory = newDirectory()
  let server = await startServerWithAdministrator({ directory })
  await aService(server)
  const id = await plannedJob(server, fileOf(800))
  await ask(server, 'POST', `jobs/${id}/run`, {})
  await until(server, id, ({ counts }) => (counts.created ?? 0) > 100)
  expect(await server.stop()).toBe(0)
  server = await startServerWithAdministrator({ directory })
  const job = await until(server, id, hasEnded)
  expect(job).toMatchObject({ state: 'finished', counts: { created: 800 } })
  await expectOnce(server, 800)
  await server.stop()
}, 120_000)

const postgres = await startPostgres()
afterAll(() => postgres?.stop())

test.skipIf(postgres === undefined)(
  'of two servers on PostgreSQL one is killed, and the other finishes what it has begun',
  async () => {
    const env = { DATABASE_URL: postgres?.url ?? '', SECRET_KEY: 'a-key-for-this-test-alone-0123456789' }
    const first = await startServerWithAdministrator({ env })
    await aService(first)
    const id = await plannedJob(first, fileOf(800))
    await ask(first, 'POST', `jobs/${id}/run`, {})
    await until(first, id, ({ counts }) => (counts.created ?? 0) > 100)
    // It starts while the other works, and finds nothing to do.
    const second = await startServerWithAdministrator({ env })
    await until(first, id, ({ counts }) => (counts.created ?? 0) > 200)
    await first.stop('SIGKILL')
    const { body } = await ask(second, 'GET', `jobs/${id}`)
    expect(body.counts.created + (body.counts.create ?? 0)).toBe(800)
    const job = await until(second, id, hasEnded)
    expect(job).toMatchObject({ state: 'finished', counts: { created: 800 } })
    await expectOnce(second, 800)
    const undo = await ask(second, 'POST', `jobs/${id}/undo?run=true`)
    const undone = await until(second, undo.body.id, hasEnded)
    expect(undone.counts).toEqual({ deleted: 800 })
    await second.stop()
  },
  180_000,
)
