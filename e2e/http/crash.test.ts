/** The short one of `npm run test:crash`, on both engines, so that nobody breaks unseen what the campaigns hold. */
import { expect, test, vi } from 'vitest'
import { engines, hasPostgres } from '@/e2e/engines'
import { call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'
import { storedDashboards } from '@/e2e/true-totals'

const batchSize = 40
const writers = 4
/** `KILL_ROUNDS=30 npm run test:http -- crash` looks longer. */
const rounds = Number(process.env.KILL_ROUNDS ?? 2)

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
  /** The writer's own dashboard, which it changes over and over. */
  readonly name: string
  readonly created: string[]
  readonly removed: string[]
  /** Whose removal was asked for last; it may have been done without a word. */
  removing: string
  /** The number that the description of the writer's own dashboard was last set to. */
  described: number
}

const newDiary = (name: string): Diary => ({ name, created: [], removed: [], removing: '', described: 0 })

/** Creates, changes, votes, draws lineage and deletes, one call after another, until the server is gone. */
async function live(server: Signed, diary: Diary): Promise<void> {
  const { token } = server
  const { name: writer } = diary
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await call(server, method, path, { token, ...(body !== undefined && { body }) })
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  try {
    const own = await ask('PUT', 'dashboards', { name: writer, service: 'crash', description: '0' })
    diary.created.push(writer)
    const chart = await ask('PUT', 'charts', { name: 'chart', service: 'crash' })
    const edge = { fromEntity: { id: chart.id, type: 'chart' }, toEntity: { id: own.id, type: 'dashboard' } }
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
    // A refusal; what is cut off is what this is about.
    if (error instanceof Error && /: [1-5]\d\d /.test(error.message)) throw error
  }
}

test.for(engines)(
  'kill -9 in the middle of mixed writing keeps every creation, change and deletion that was acknowledged, and halves nothing: $name',
  { timeout: 60_000 + rounds * 30_000 },
  async ({ name, open }, { skip }) => {
    skip(name === 'PostgreSQL' && !hasPostgres)
    const { env, directory } = await open()
    let server: Signed = await startServerWithAdministrator({ env, directory })
    const put = (path: string, body: unknown) => call(server, 'PUT', path, { token: server.token, body })
    await put('services/dashboardServices', { name: 'crash', serviceType: 'Superset' })
    await put('charts', { name: 'chart', service: 'crash' })
    const batches: Batch[] = []
    const lives: Diary[] = []
    let found = 0
    for (let round = 0; round < rounds; round += 1) {
      const diaries = Array.from({ length: writers }, (_, at) => newDiary(`r${round}w${at}`))
      lives.push(...diaries)
      const writing = Promise.all([
        ...diaries.map((diary) => live(server, diary)),
        ...['a', 'b'].map((writer) => write(server, `r${round}${writer}`, batches)),
      ])
      // The middle of it, however busy the machine is.
      const isUnderWay = () =>
        diaries.some(({ described }) => described > 0) &&
        batches.some(({ names, acknowledged }) => acknowledged && names[0]?.startsWith(`r${round}`))
      await vi.waitUntil(isUnderWay, { timeout: 20_000 })
      await new Promise((resolve) => setTimeout(resolve, 400 + ((round * 137) % 700)))
      await server.stop('SIGKILL')
      await writing
      server = await startServerWithAdministrator({ env, directory })
      found = await expectKept(server, lives, batches)
    }
    const acknowledged =
      batches.filter((batch) => batch.acknowledged).length * batchSize +
      lives.reduce((sum, { created, removed, described }) => sum + created.length + removed.length + described, 0)
    expect(lives.filter(({ described }) => described > 0).length).toBeGreaterThan(0)
    expect(batches.some((batch) => batch.acknowledged)).toBe(true)
    process.stdout.write(
      `crash on ${name}: ${rounds} rounds, ${acknowledged} writes acknowledged, 0 lost, ${found} dashboards there\n`,
    )
    await server.stop()
  },
)

/** What was acknowledged is there, what was not is there as a whole or not at all. Gives the number of dashboards. */
async function expectKept(server: Signed, lives: readonly Diary[], batches: readonly Batch[]): Promise<number> {
  const stored = await storedDashboards(server, 'fields=charts,tags')
  for (const { name, created, removed, removing, described } of lives) {
    const gone = new Set([...removed, removing])
    expect(created.filter((one) => !gone.has(one) && !stored.has(one))).toEqual([])
    expect(removed.filter((one) => stored.has(one))).toEqual([])
    // The call that was under way may have been done or not.
    const description = Number(stored.get(name)?.description ?? 0)
    expect([described, described + 1]).toContain(description)
  }
  for (const { names, acknowledged } of batches) {
    const there = names.map((name) => stored.get(name)).filter((entity) => entity !== undefined)
    // A batch is one commit.
    expect(acknowledged ? [batchSize] : [0, batchSize]).toContain(there.length)
    for (const entity of there) {
      expect(entity).toMatchObject({
        version: 0.1,
        displayName: `Title of ${entity.name}`,
        service: { name: 'crash' },
        charts: [{ name: 'chart' }],
        tags: [{ tagFQN: 'Tier.Tier1' }],
      })
    }
  }
  expect(await foundBySearch(server, 'crash')).toBe(stored.size)
  return stored.size
}

/** How many dashboards the search finds. */
async function foundBySearch(server: RunningServer & { token: string }, word: string): Promise<number> {
  const path = `search/query?q=${word}&index=dashboard_search_index&track_total_hits=true&size=0`
  const { body } = await call(server, 'GET', path, { token: server.token })
  const { hits } = body as { hits: { total: { value: number } } } // the reply's envelope
  return hits.total.value
}
