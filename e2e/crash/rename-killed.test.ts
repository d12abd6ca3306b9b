/** kill -9 while something is renamed that thousands are below: nothing is half named, and the job comes to its end. */
import { describe, expect, test } from 'vitest'
import { engines, hasPostgres } from '@/e2e/engines'
import { call, done, type RunningServer, startServerWithAdministrator } from '@/e2e/server'
import { expectTrueTotals } from '@/e2e/true-totals'

/** `KILL_ROWS=10000 npm run test:crash -- rename-killed` measures what many take. */
const rows = Math.max(500, Number(process.env.KILL_ROWS ?? 1_500))
const perCall = 500
type Signed = RunningServer & { readonly token: string }
type Json = Record<string, unknown>

/** Where the job is when the server is killed: it has just been told to run, or has named what is below. */
const moments = ['as it begins', 'while search texts follow'] as const

describe.each(engines)('on $name', ({ name, open }) => {
  test.skipIf(name === 'PostgreSQL' && !hasPostgres)(
    'kill -9 in the middle of a renaming leaves all names as they were or all as they are to be, and it goes on',
    async () => {
      const { env, directory, query, seqOf } = await open()
      let server: Signed = await startServerWithAdministrator({ env, directory })
      const ask = (method: string, path: string, body?: unknown) => done(server, method, path, body)
      const stored = async (sql: string) =>
        Number((await query(`select count(*) as total from ${sql}`)).map(totalOf)[0])
      const domain = { description: 'What we sell', domainType: 'Aggregate' }
      const { id: serviceId } = await ask('PUT', 'services/dashboardServices', { name: 's0', serviceType: 'Superset' })
      const { id: domainId } = await ask('PUT', 'domains', { name: 'd0', ...domain })
      await ask('PUT', 'domains', { name: 'below', parent: 'd0', ...domain })
      for (let from = 0; from < rows; from += perCall)
        await ask(
          'PUT',
          'dashboards/bulk',
          Array.from({ length: perCall }, (_, at) => ({ name: `b${from + at}`, service: 's0', domains: ['d0'] })),
        )
      for (const [at, moment] of moments.entries()) {
        for (const [collection, id, kind] of [
          ['dashboardServices', serviceId, 's'],
          ['domains', domainId, 'd'],
        ] as const) {
          const [from, to] = [`${kind}${at}`, `${kind}${at + 1}`]
          const began = performance.now()
          const job = await ask('POST', '../x/jobs?wait=30', { kind: 'rename', collection, id, name: to })
          const planned = performance.now()
          expect(job).toMatchObject({ state: 'planned', counts: { update: 1 } })
          const { data } = await ask('GET', `../x/jobs/${job.id}/rows`)
          expect(data).toMatchObject([
            {
              follows:
                kind === 's'
                  ? { below: [{ type: 'dashboard', count: rows }], carriers: 0 }
                  : { below: [{ type: 'domain', count: 1 }], carriers: rows },
            },
          ])
          await ask('POST', `../x/jobs/${job.id}/run`, {})
          const named = () => stored(`entity where fqn = '${to}'`)
          if (moment !== 'as it begins') await expect.poll(named, { timeout: 60_000, interval: 5 }).toBe(1)
          await server.stop('SIGKILL')

          const below = kind === 's' ? 'dashboard' : 'domain'
          const parts = await Promise.all(
            [from, to].map((one) => stored(`entity where type = '${below}' and fqn like '${one}.%'`)),
          )
          const total = kind === 's' ? rows : 1
          expect(parts).toEqual((await named()) === 1 ? [0, total] : [total, 0])

          server = await startServerWithAdministrator({ env, directory })
          const state = async () => (await ask('GET', `../x/jobs/${job.id}`)).state
          await expect.poll(state, { timeout: 60_000, interval: 50 }).toBe('finished')
          await expect.poll(() => stored('search_due'), { timeout: 60_000, interval: 50 }).toBe(0)
          process.stdout.write(
            `${name}: ${from} of ${rows} dashboards looked at in ${Math.round(planned - began)} ms, killed ${moment}, ` +
              `whole ${Math.round(performance.now() - planned)} ms after it was asked for\n`,
          )
          expect(await ask('GET', `../x/jobs/${job.id}`)).toMatchObject({ counts: { updated: 1 } })
          expect(await stored(`entity where type = '${below}' and fqn like '${from}.%'`)).toBe(0)
          expect(await stored(`entity where type = '${below}' and fqn like '${to}.%'`)).toBe(total)
        }
        // Found by the new names alone; versions are those of what has been renamed.
        const [old, now] = [at, at + 1].map((each) => ({ service: `s${each}`, domain: `d${each}` }))
        const list = (of: Readonly<Json>) => ask('GET', `dashboards?limit=0&service=${of.service}`)
        expect((await list(now ?? {})).paging).toEqual({ total: rows })
        const found = async (word: string) =>
          (await ask('GET', `search/query?q=${word}&index=dashboard_search_index&size=0&track_total_hits=true`)).hits
        expect(await found(`s${at + 1}`)).toMatchObject({ total: { value: rows } })
        expect(await found(String(old?.service))).toMatchObject({ total: { value: 0 } })
        expect(await ask('GET', `dashboards/name/s${at + 1}.b7?fields=domains`)).toMatchObject({
          version: 0.1,
          domains: [{ name: now?.domain }],
        })
        expect(await ask('GET', `domains/name/d${at + 1}.below`)).toMatchObject({ version: 0.1 })
        expect(await ask('GET', `domains/${domainId}`)).toMatchObject({ version: Number((0.2 + at / 10).toFixed(1)) })
        const gone = await call(server, 'GET', `dashboards/name/s${at}.b7`, { token: server.token })
        expect(gone.status).toBe(404)
        await expectTrueTotals(query, seqOf)
      }
      expect(await server.stop()).toBe(0)
    },
    300_000,
  )
})

const totalOf = (row: unknown): unknown => (row as { total: unknown }).total
