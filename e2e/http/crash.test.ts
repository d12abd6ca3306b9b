import { expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

const batchSize = 40
const writers = 4
const rounds = 3

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

test('kill -9 in the middle of bulk writes loses nothing that was acknowledged and leaves nothing half-written', async () => {
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
})

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
