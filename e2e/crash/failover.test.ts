/** PostgreSQL dies and comes back while people work: they are told to try again, and nothing they were promised is lost. */
import { afterAll, expect, test, vi } from 'vitest'
import { administrator, call, encoded, startServerWithAdministrator } from '@/e2e/server'
import { startPostgres } from '@/scripts/postgres.mjs'

const postgres = await startPostgres()
afterAll(() => postgres?.stop())

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
/** `KILL_ROUNDS=30 npm run test:crash -- crash-large failover` looks longer. */
const rounds = Number(process.env.KILL_ROUNDS ?? 2)

test.skipIf(postgres === undefined)(
  'while the database is away every call is answered 503 with Retry-After, and then all works again',
  async () => {
    if (postgres === undefined) return
    const env = { DATABASE_URL: postgres.url, SECRET_KEY: 'a-key-for-this-test-alone-0123456789' }
    const server = await startServerWithAdministrator({ env })
    const { token } = server
    const service = { name: 'away', serviceType: 'Superset' }
    await call(server, 'PUT', 'services/dashboardServices', { token, body: service })
    const credentials = { email: administrator.email, password: encoded(administrator.password) }
    const signedIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify(administrator),
    })
    const cookie = signedIn.headers
      .getSetCookie()
      .map((text) => text.split(';')[0])
      .join('; ')
    expect(cookie).not.toBe('')

    let working = true
    const acknowledged: string[] = []
    const wrong: string[] = []
    const counts = { ok: 0, refused: 0 }
    const ask = async (method: string, path: string, options: Parameters<typeof call>[3]) => {
      const { status, headers, body } = await call(server, method, path, options)
      if (status < 300) counts.ok += 1
      else if (status === 503 && Number(headers.get('retry-after')) > 0) counts.refused += 1
      else wrong.push(`${method} ${path}: ${status} ${JSON.stringify(body)}`)
      return status
    }
    const repeat = async (work: (count: number) => Promise<unknown>) => {
      for (let count = 0; working; count += 1) {
        await work(count)
        await pause(5)
      }
    }
    const workers = [
      ...['a', 'b', 'c'].map((writer) =>
        repeat(async (count) => {
          const names = Array.from({ length: 5 }, (_, at) => `${writer}_${count}_${at}`)
          const body = names.map((name) => ({ name, service: 'away' }))
          if ((await ask('PUT', 'dashboards/bulk', { token, body })) === 200) acknowledged.push(...names)
        }),
      ),
      repeat((count) => ask('PUT', 'charts', { token, body: { name: `chart_${count}`, service: 'away' } })),
      repeat(() => ask('GET', 'dashboards?limit=10&fields=owners', { token })),
      repeat(() => ask('GET', 'search/query?q=a_1', { token })),
      repeat(() => ask('GET', 'dashboards?limit=1', { headers: { cookie } })),
      repeat(() => ask('GET', 'system/health', {})),
      repeat(async () => {
        await ask('POST', 'users/login', { body: credentials })
        // More often is refused.
        for (let waited = 0; working && waited < 7_000; waited += 100) await pause(100)
      }),
    ]
    /** However busy the machine is, some is acknowledged before each death and after the last. */
    const someWork = async (ms: number) => {
      const enough = acknowledged.length + 40
      await pause(ms)
      await vi.waitUntil(() => acknowledged.length >= enough, { timeout: 20_000 })
    }
    for (let round = 0; round < rounds; round += 1) {
      await someWork(1_000)
      postgres.kill()
      await pause(1_000)
      postgres.start()
    }
    await someWork(2_000)
    working = false
    await Promise.all(workers)

    expect(wrong).toEqual([])
    expect(counts.refused).toBeGreaterThan(0)
    expect(await call(server, 'GET', 'system/health')).toMatchObject({ status: 200, body: { status: 'healthy' } })
    const stored = new Set<string>()
    for (let after = ''; ; ) {
      const { body } = await call(server, 'GET', `dashboards?limit=1000${after}`, { token })
      const { data, paging } = body as { data: { name: string }[]; paging: { after?: string } } // a page
      for (const { name } of data) stored.add(name)
      if (paging.after === undefined) break
      after = `&after=${paging.after}`
    }
    expect(acknowledged.filter((name) => !stored.has(name))).toEqual([])
    process.stdout.write(
      `failover: ${rounds} rounds, ${counts.ok} done, ${counts.refused} told to try again, ${acknowledged.length} dashboards acknowledged, 0 lost\n`,
    )
    expect(await server.stop()).toBe(0)
  },
  60_000 + rounds * 30_000,
)
