/** Servers that end in the middle of an import, killed or told to: it goes on, no row twice and none lost. */
import { afterAll, expect, test } from 'vitest'
import { aService, ask, fileOf, hasEnded, plannedJob, type Signed, until } from '@/e2e/http/jobs'
import { call, newDirectory, startServerWithAdministrator } from '@/e2e/server'
import { startPostgres } from '@/scripts/postgres.mjs'

/** `KILL_ROUNDS=10 npm run test:crash -- jobs-killed` looks longer. */
const rounds = Number(process.env.KILL_ROUNDS ?? 2)
/** Each takes as long as a lease, 5 s. */
const postgresRounds = Number(process.env.KILL_ROUNDS ?? 1)

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

test(
  `killed ${rounds} times in the middle of a run it goes on: counts add up, no row twice, none lost`,
  async () => {
    const count = Math.max(1_500, 300 * rounds)
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
  },
  120_000 + 30_000 * rounds,
)

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
  `of two servers on PostgreSQL the one that works is killed ${postgresRounds} times, and the other goes on`,
  async () => {
    const count = 400 + 400 * postgresRounds
    const env = { DATABASE_URL: postgres?.url ?? '', SECRET_KEY: 'a-key-for-this-test-alone-0123456789' }
    let worker = await startServerWithAdministrator({ env })
    await aService(worker)
    const id = await plannedJob(worker, fileOf(count))
    let created = 0
    await ask(worker, 'POST', `jobs/${id}/run`, {})
    for (let round = 0; round < postgresRounds; round += 1) {
      await until(worker, id, ({ counts }) => (counts.created ?? 0) > created)
      await ask(worker, 'POST', `jobs/${id}/pause`)
      await until(worker, id, ({ state }) => state === 'paused')
      const next = await startServerWithAdministrator({ env })
      // It stands still until the other is gone: the one that is killed is the one that works.
      next.signal('SIGSTOP')
      const { counts } = (await ask(worker, 'POST', `jobs/${id}/resume`)).body
      const before = await until(worker, id, (job) => (job.counts.created ?? 0) > counts.created)
      expect(before.state).toBe('running')
      await worker.stop('SIGKILL')
      next.signal('SIGCONT')
      const { body } = await ask(next, 'GET', `jobs/${id}`)
      created = body.counts.created
      expect(created + (body.counts.create ?? 0)).toBe(count)
      expect(created).toBeGreaterThan(counts.created)
      worker = next
    }
    const job = await until(worker, id, hasEnded)
    expect(job).toMatchObject({ state: 'finished', counts: { created: count } })
    await expectOnce(worker, count)
    const undo = await ask(worker, 'POST', `jobs/${id}/undo?run=true`)
    const undone = await until(worker, undo.body.id, hasEnded)
    expect(undone.counts).toEqual({ deleted: count })
    await worker.stop()
  },
  120_000 + 60_000 * postgresRounds,
)
