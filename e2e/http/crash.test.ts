import { expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

const batchSize = 40
const writers = 4
const rounds = Number(process.env.CRASH_ROUNDS ?? 3)

interface Batch {
  readonly names: string[]
  readonly acknowledged: boolean
}

const dashboard = (name: string) => ({
  name,
  displayName: `Title of ${name}`,
  description: `What ${name} shows`,
  service: 'crash',
  charts: ['crash.chart'],
  tags: [{ tagFQN: 'Tier.Tier1' }],
})

/** Writes batch after batch until the server is gone. */
async function write(server: RunningServer & { token: string }, writer: string, batches: Batch[]): Promise<void> {
  for (let count = 0; ; count += 1) {
    const names = Array.from({ length: batchSize }, (_value, index) => `${writer}_${count}_${index}`)
    try {
      const body = names.map(dashboard)
      const answer = await call(server, 'PUT', 'dashboards/bulk', { token: server.token, body })
      batches.push({ names, acknowledged: answer.status === 200 && answer.body.numberOfRowsPassed === batchSize })
    } catch {
      batches.push({ names, acknowledged: false })
      return
    }
  }
}

type Signed = RunningServer & { token: string }

/** What one writer was told is done, and what it had asked for when the server died. */
interface Diary {
  readonly created: string[]
  readonly removed: string[]
  /** Whose removal was asked for last; it may have been done without a word. */
  removing: string
  /** The number that the description of the writer's own dashboard was last set to. */
  described: number
}

/** Creates, changes, votes, draws lineage and deletes, one call after another, until the server is gone. */
async function live(server: Signed, writer: string, diary: Diary): Promise<void> {
  const { token } = server
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await call(server, method, path, { token, ...(body !== undefined && { body }) })
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const own = await ask('PUT', 'dashboards', { name: writer, service: 'crash', description: '0' })
  diary.created.push(writer)
  const chart = await ask('PUT', 'charts', { name: 'chart', service: 'crash' })
  const edge = { fromEntity: { id: chart.id, type: 'chart' }, toEntity: { id: own.id, type: 'dashboard' } }
  try {
    for (let count = 1; ; count += 1) {
      const name = `${writer}_${count}`
      const { id } = await ask('POST', 'dashboards', { name, service: 'crash', charts: ['crash.chart'] })
      diary.created.push(name)
      await ask('PATCH', `dashboards/${own.id}`, [{ op: 'replace', path: '/description', value: String(count) }])
      diary.described = count
      await ask('PUT', `dashboards/${own.id}/vote`, { updatedVoteType: count % 2 === 0 ? 'votedUp' : 'votedDown' })
      await ask('PUT', 'lineage', { edge })
      if (count % 3 === 0) {
        diary.removing = name
        await ask('DELETE', `dashboards/${id}?hardDelete=true`)
        diary.removed.push(name)
      }
    }
  } catch (error) {
    if (error instanceof Error && /: [1-5]\d\d /.test(error.message)) throw error
  }
}

test(
  'kill -9 in the middle of mixed writing keeps every creation, change and deletion that was acknowledged',
  async () => {
    let server: Signed = await startServerWithAdministrator()
    const { directory } = server
    const body = { name: 'crash', serviceType: 'Superset' }
    await call(server, 'PUT', 'services/dashboardServices', { token: server.token, body })
    let acknowledged = 0
    for (let round = 0; round < rounds; round += 1) {
      const names = Array.from({ length: writers }, (_, at) => `r${round}w${at}`)
      const diaries = names.map((): Diary => ({ created: [], removed: [], removing: '', described: 0 }))
      const living = Promise.all(names.map((name, at) => live(server, name, diaries[at] as Diary))) // as many as names
      await new Promise((resolve) => setTimeout(resolve, 900 + ((round * 137) % 700)))
      await server.stop('SIGKILL')
      await living
      server = await startServerWithAdministrator({ directory })
      const stored = await readAll(server)
      for (const [at, { created, removed, removing, described }] of diaries.entries()) {
        acknowledged += created.length + removed.length + described
        const gone = new Set([...removed, removing])
        expect(created.filter((name) => !gone.has(name) && !stored.has(name))).toEqual([])
        expect(removed.filter((name) => stored.has(name))).toEqual([])
        // The call that was under way may have been done or not.
        const description = Number(stored.get(names[at] ?? '')?.description ?? 0)
        expect([described, described + 1]).toContain(description)
      }
    }
    expect(acknowledged).toBeGreaterThan(rounds * writers)
    process.stdout.write(`crash: ${rounds} rounds, ${acknowledged} acknowledged writes looked for\n`)
    await server.stop()
  },
  60_000 + rounds * 20_000,
)

test('kill -9 in the middle of deleting a large service: it is gone at once, and so is all that is in it at the end', async () => {
  let server: Signed = await startServerWithAdministrator()
  const { directory, token } = server
  const body = { name: 'large', serviceType: 'Superset' }
  const { id } = (await call(server, 'PUT', 'services/dashboardServices', { token, body })).body
  for (let at = 0; at < 3_000; at += 1_000) {
    const items = Array.from({ length: 1_000 }, (_, index) => ({ name: `d${at + index}`, service: 'large' }))
    await call(server, 'PUT', 'dashboards/bulk', { token, body: items })
  }
  const deleting = call(server, 'DELETE', `services/dashboardServices/${id}?recursive=true`, { token }).catch(
    () => 'cut',
  )
  while ((await call(server, 'GET', `services/dashboardServices/${id}`, { token })).status === 200)
    await new Promise((resolve) => setTimeout(resolve, 10))
  await server.stop('SIGKILL')
  expect(await deleting).toBe('cut')
  server = await startServerWithAdministrator({ directory })
  const total = async (include: string) => {
    const path = `dashboards?limit=1&include=${include}`
    const { paging } = (await call(server, 'GET', path, { token: server.token })).body as { paging: { total: number } } // a page
    return paging.total
  }
  expect(await total('non-deleted')).toBe(0)
  while ((await total('deleted')) < 3_000) await new Promise((resolve) => setTimeout(resolve, 250))
  await server.stop()
}, 90_000)

test(
  'kill -9 in the middle of bulk writes loses nothing that was acknowledged and leaves nothing half-written',
  async () => {
    let server = await startServerWithAdministrator()
    const { directory } = server
    await call(server, 'PUT', 'services/dashboardServices', {
      token: server.token,
      body: { name: 'crash', serviceType: 'Superset' },
    })
    await call(server, 'PUT', 'charts', { token: server.token, body: { name: 'chart', service: 'crash' } })
    const batches: Batch[] = []

    for (let round = 0; round < rounds; round += 1) {
      const writing = Promise.all(
        Array.from({ length: writers }, (_v, index) => write(server, `r${round}w${index}`, batches)),
      )
      await new Promise((resolve) => setTimeout(resolve, 700 + 150 * round))
      await server.stop('SIGKILL')
      await writing
      server = await startServerWithAdministrator({ directory })

      const stored = await readAll(server)
      const acknowledged = batches.filter((batch) => batch.acknowledged).flatMap((batch) => batch.names)
      expect(acknowledged.length).toBeGreaterThan(0)
      expect(acknowledged.filter((name) => !stored.has(name))).toEqual([])
      for (const { names } of batches) {
        // A batch is one commit: all of it is there or none.
        expect([0, batchSize]).toContain(names.filter((name) => stored.has(name)).length)
      }
      for (const entity of stored.values()) {
        expect(entity).toMatchObject({
          version: 0.1,
          displayName: `Title of ${entity.name}`,
          service: { name: 'crash' },
          charts: [{ name: 'chart' }],
          tags: [{ tagFQN: 'Tier.Tier1' }],
        })
      }
      expect(await found(server, 'crash')).toBe(stored.size)
    }
    await server.stop()
  },
  60_000 + rounds * 20_000,
)

/** All dashboards by name; the total that the list reports must be theirs. */
async function readAll(server: RunningServer & { token: string }): Promise<Map<string, Record<string, unknown>>> {
  const stored = new Map<string, Record<string, unknown>>()
  let after = ''
  for (;;) {
    const path = `dashboards?limit=1000&fields=charts,tags${after}`
    const { body } = await call(server, 'GET', path, { token: server.token })
    const { data, paging } = body as { data: Record<string, unknown>[]; paging: { total: number; after?: string } } // a page
    for (const entity of data) stored.set(String(entity.name), entity)
    if (paging.after === undefined) {
      expect(paging.total).toBe(stored.size)
      return stored
    }
    after = `&after=${paging.after}`
  }
}

/** How many dashboards the search finds. */
async function found(server: RunningServer & { token: string }, word: string): Promise<number> {
  const path = `search/query?q=${word}&index=dashboard_search_index&track_total_hits=true&size=0`
  const { body } = await call(server, 'GET', path, { token: server.token })
  const { hits } = body as { hits: { total: { value: number } } } // the reply's envelope
  return hits.total.value
}
