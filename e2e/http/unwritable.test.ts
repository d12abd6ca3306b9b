/** A database that answers and takes no writes: writers are told when to come back, readers notice nothing, health says it. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { type Answer, call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'
import { startPostgres } from '@/scripts/postgres.mjs'

type Signed = RunningServer & { readonly token: string }

async function start(env: Record<string, string> = {}): Promise<Signed> {
  const server = await startServerWithAdministrator({ env })
  onTestFinished(async () => void (await server.stop()))
  const service = { name: 'there', serviceType: 'Superset' }
  const { status } = await call(server, 'PUT', 'services/dashboardServices', { token: server.token, body: service })
  expect(status).toBe(201)
  return server
}

/** Something large: a file that cannot grow may still have room for what is small. */
const write = ({ token, url }: Signed, name: string): Promise<Answer> =>
  call({ url }, 'PUT', 'dashboard/datamodels', {
    token,
    body: { name, service: 'there', dataModelType: 'SupersetDataModel', columns: [], sql: 'x'.repeat(900_000) },
  })

const read = ({ token, url }: Signed, name: string): Promise<Answer> =>
  call({ url }, 'GET', `dashboard/datamodels/name/there.model.${name}`, { token })

const health = (server: Signed) => call(server, 'GET', 'system/health')

/** Everything that only reads is answered, and what was refused is not there. */
async function expectReads(server: Signed, refused: string): Promise<void> {
  const { token } = server
  const paths = ['services/dashboardServices/name/there', 'dashboards?limit=10', 'search/query?q=there', 'users']
  const answers = await Promise.all(paths.map((path) => call(server, 'GET', path, { token })))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect((await read(server, refused)).status).toBe(404)
}

async function expectRecovery(server: Signed): Promise<void> {
  // A write that has just failed counts for a few seconds, unless another goes through.
  expect((await write(server, 'after')).status).toBe(201)
  expect((await read(server, 'after')).status).toBe(200)
  expect(await health(server)).toMatchObject({ status: 200, body: { status: 'healthy' } })
}

test('another process holds the lock of the file: 503 with the time to come back', async () => {
  const server = await start()
  const other = new Database(join(server.directory, 'catalog.db'))
  other.exec('begin immediate')
  const writing = write(server, 'refused')
  await expectReads(server, 'refused')
  const refused = await writing
  expect(refused).toMatchObject({ status: 503, body: { errorType: 'SERVICE_UNAVAILABLE' } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await health(server)).toMatchObject({
    status: 200,
    body: { status: 'degraded', reason: 'The database is busy' },
  })
  await expectReads(server, 'refused')
  other.exec('rollback')
  other.close()
  await expectRecovery(server)
})

/** A server, and what fills its disk and makes room again. */
async function startOnFillableDisk() {
  const server = await start({
    NODE_OPTIONS: `--import ${fileURLToPath(new URL('../full-disk.ts', import.meta.url))}`,
  })
  const fill = async (full: boolean) => {
    server.signal('SIGUSR2')
    await expect.poll(() => server.output(), { timeout: 5_000 }).toContain(`full disk: ${full}`)
  }
  return { server, fill }
}

const noRoom = {
  status: 507,
  body: { message: 'The database has no room left', hint: expect.stringContaining('has to make room') },
}

async function expectNoRoom(server: Signed): Promise<void> {
  expect(await health(server)).toMatchObject({
    status: 200,
    body: { status: 'degraded', reason: 'The database has no room left' },
  })
  await expectReads(server, 'refused')
}

test('the disk is full: 507, and nothing of the write stays', async () => {
  const { server, fill } = await startOnFillableDisk()
  await fill(true)
  expect(await write(server, 'refused')).toMatchObject(noRoom)
  await expectNoRoom(server)
  await fill(false)
  await expectRecovery(server)
})

test.each([
  ['before', false],
  ['after', true],
])(
  'the disk is full %s the thread of large commits has started: 507, and of a slice all stays or nothing',
  async (_when, isStarted) => {
    const { server, fill } = await startOnFillableDisk()
    const put = (name: string) => {
      const body = Array.from({ length: 300 }, (_, at) => ({
        ...{ name: `${name}_${at}`, service: 'there', description: `What ${name} shows. ${'x'.repeat(20_000)}` },
        tags: [{ tagFQN: 'Tier.Tier1' }],
      }))
      return call(server, 'PUT', 'dashboards/bulk', { token: server.token, body })
    }
    const stored = async () => {
      const path = 'dashboards?limit=1000&fields=tags'
      const { body } = await call(server, 'GET', path, { token: server.token })
      const { data, paging } = body as { data: { name: string; tags: unknown[] }[]; paging: { total: number } } // a page
      expect(data).toHaveLength(paging.total)
      expect(data.filter(({ tags }) => tags.length !== 1)).toEqual([])
      return data.map(({ name }) => name)
    }
    const before = isStarted ? 300 : 0
    if (isStarted) expect(await put('before')).toMatchObject({ status: 200, body: { numberOfRowsPassed: 300 } })
    await fill(true)
    expect(await put('more')).toMatchObject(noRoom)
    await expectNoRoom(server)
    const there = await stored()
    expect(there.length).toBeLessThan(before + 300)
    await fill(false)
    expect(await put('more')).toMatchObject({ status: 200, body: { numberOfRowsPassed: 300 } })
    expect(await stored()).toHaveLength(before + 300)
    await expectRecovery(server)
  },
)

const postgres = await startPostgres()

test.skipIf(postgres === undefined)(
  'PostgreSQL takes no writes, as a server that another has taken over from: 503 with the time to come back',
  async () => {
    if (postgres === undefined) return
    onTestFinished(() => postgres.stop())
    const server = await start({ DATABASE_URL: postgres.url, SECRET_KEY: 'a-key-for-this-test-alone-0123456789' })
    const operator = new Client({ connectionString: postgres.url })
    await operator.connect()
    const set = async (change: string, value: string) => {
      await operator.query(`alter system ${change}`)
      await operator.query('select pg_reload_conf()')
      const shown = () => operator.query('show default_transaction_read_only').then(({ rows }) => rows[0])
      await expect.poll(shown).toMatchObject({ default_transaction_read_only: value })
    }
    await set('set default_transaction_read_only = on', 'on')
    // The server's connections hear of it in their own time.
    let tries = 0
    const tryOut = async () => (await write(server, `before_${tries++}`)).status
    await expect.poll(tryOut, { timeout: 5_000 }).toBe(503)
    const refused = await write(server, 'refused')
    expect(refused).toMatchObject({ status: 503, body: { message: 'The database is read-only' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await health(server)).toMatchObject({
      status: 200,
      body: { status: 'degraded', reason: 'The database is read-only' },
    })
    await expectReads(server, 'refused')
    await set('reset default_transaction_read_only', 'off')
    await expect.poll(async () => (await write(server, 'again')).status, { timeout: 5_000 }).toBe(201)
    await operator.end()
    await expectRecovery(server)
  },
)
