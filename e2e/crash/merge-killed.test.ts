/** kill -9 while a tag is merged that thousands carry: each carries one of the two, and the job comes to its end. */
import { expect, test } from 'vitest'
import { engines, hasPostgres } from '@/e2e/engines'
import { call, done, type RunningServer, startServerWithAdministrator } from '@/e2e/server'
import { expectTrueTotals } from '@/e2e/true-totals'

/** `KILL_ROWS=10000 npm run test:crash -- merge-killed` measures what many take. */
const rows = Math.max(400, Number(process.env.KILL_ROWS ?? 600))
const perCall = 200
type Signed = RunningServer & { readonly token: string }

test.for(engines)('on $name', { timeout: 300_000 }, async ({ name, open }, { skip }) => {
  skip(name === 'PostgreSQL' && !hasPostgres)
  const { env, directory, query, seqOf } = await open()
  let server: Signed = await startServerWithAdministrator({ env, directory })
  const ask = (method: string, path: string, body?: unknown) => done(server, method, path, body)
  const carriers = async (id: unknown) =>
    Number((await query(`select count(*) as total from entity_relation where target_id = '${id}'`)).map(totalOf)[0])
  const description = 'Of a test'
  await ask('PUT', 'services/dashboardServices', { name: 's', serviceType: 'Superset' })
  await ask('PUT', 'classifications', { name: 'A', description })
  const { id } = await ask('PUT', 'tags', { name: 'Old', classification: 'A', description })
  const { id: into } = await ask('PUT', 'tags', { name: 'Stays', classification: 'A', description })
  const label = (tagFQN: string) => ({ tagFQN, source: 'Classification' })
  for (let from = 0; from < rows; from += perCall)
    await ask(
      'PUT',
      'dashboards/bulk',
      Array.from({ length: perCall }, (_, at) => ({
        name: `b${from + at}`,
        service: 's',
        tags: [label('A.Old'), ...(at % 2 === 0 ? [label('A.Stays')] : [])],
      })),
    )
  const began = performance.now()
  const job = await ask('POST', '../x/jobs?wait=60', { kind: 'merge', collection: 'tags', id, into })
  const planned = performance.now()
  expect(job).toMatchObject({ state: 'planned', counts: { delete: 1, update: rows } })
  const { data } = await ask('GET', `../x/jobs/${job.id}/rows?limit=1`)
  expect(data).toMatchObject([
    { follows: { carriers: rows, relabelled: [{ type: 'dashboard', count: rows, both: rows / 2 }] } },
  ])
  await ask('POST', `../x/jobs/${job.id}/run`, {})
  await expect.poll(() => carriers(id), { timeout: 60_000, interval: 5 }).toBeLessThan(rows)
  await server.stop('SIGKILL')

  // No dashboard is without a label, and the tag is there while one has it.
  const [old, now] = [await carriers(id), await carriers(into)]
  expect(now).toBe(rows - old + (await both()))
  server = await startServerWithAdministrator({ env, directory })
  const state = async () => (await ask('GET', `../x/jobs/${job.id}`)).state
  await expect.poll(state, { timeout: 60_000, interval: 50 }).toBe('finished')
  process.stdout.write(
    `${name}: ${rows} looked at in ${Math.round(planned - began)} ms, killed with ${old} to go, whole ${Math.round(performance.now() - planned)} ms after it was asked for\n`,
  )
  expect(await ask('GET', `../x/jobs/${job.id}`)).toMatchObject({ counts: { deleted: 1, updated: rows } })
  expect([await carriers(id), await carriers(into)]).toEqual([0, rows])
  expect((await ask('GET', 'dashboards?limit=0&tag=A.Stays')).paging).toEqual({ total: rows })
  expect((await call(server, 'GET', 'tags/name/A.Old', { token: server.token })).status).toBe(404)
  expect(await ask('GET', 'dashboards/name/s.b7?fields=tags')).toMatchObject({
    version: 0.2,
    tags: [{ tagFQN: 'A.Stays' }],
  })
  await expectTrueTotals(query, seqOf)

  const undo = await ask('POST', `../x/jobs/${job.id}/undo?run=true&wait=60`)
  expect(undo).toMatchObject({ state: 'finished', counts: { restored: 1, updated: rows } })
  expect([await carriers(id), await carriers(into)]).toEqual([rows, rows / 2])
  await expectTrueTotals(query, seqOf)
  expect(await server.stop()).toBe(0)

  async function both(): Promise<number> {
    const having = `select entity_id from entity_relation where target_id in ('${id}', '${into}') group by entity_id having count(*) = 2`
    return Number((await query(`select count(*) as total from (${having}) as doubled`)).map(totalOf)[0])
  }
})

const totalOf = (row: unknown): unknown => (row as { total: unknown }).total
