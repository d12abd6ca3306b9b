/** A large catalogue leaves as it is read: neither the server nor anybody else notices how large it is. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { healthDuring, healthMsMax, slowestOf } from '@/e2e/health'
import { pause, type Signed } from '@/e2e/http/jobs'
import { memoryOf, processorTimeOf } from '@/e2e/memory'
import { done, startServerWithAdministrator } from '@/e2e/server'

const dashboards = 40_000
/** Of all of them, those that are exported first. */
const few = 10_000
const perCall = 1_000

let server: Signed
beforeAll(async () => {
  const loading = await startServerWithAdministrator({ alone: true })
  for (const name of ['few', 'many'])
    await done(loading, 'PUT', 'services/dashboardServices', { name, serviceType: 'Superset' })
  const description = 'Shown '.repeat(150)
  for (let from = 0; from < dashboards; from += perCall)
    await done(
      loading,
      'PUT',
      'dashboards/bulk',
      Array.from({ length: perCall }, (_, at) => ({
        name: `d${from + at}`,
        service: from + at < few ? 'few' : 'many',
        description,
      })),
    )
  await loading.stop()
  // What it took to load them is not in the way.
  server = await startServerWithAdministrator({ directory: loading.directory })
}, 240_000)
afterAll(() => server.stop())

/** Reads an export to its end; what the server held at most meanwhile, in MB. */
async function exported(query: string, afterFirst: () => Promise<void> = async () => {}) {
  const answer = await fetch(`${server.url}/api/x/exports/dashboards?${query}`, {
    headers: { Authorization: `Bearer ${server.token}` },
  })
  expect(answer.status).toBe(200)
  let [bytes, lines, most] = [0, 0, 0]
  for await (const piece of answer.body ?? []) {
    if (bytes === 0) await afterFirst()
    bytes += piece.length
    for (const byte of piece) if (byte === 10) lines += 1
    most = Math.max(most, memoryOf(server.pid))
  }
  return { bytes, lines, most }
}

/** What the server spends of the processors on an export, in milliseconds; by the first of all of them. */
let spentOnAll = 0

test('of forty thousand no more is held at a time than of ten thousand, and others are answered', async () => {
  const small = await exported('format=jsonl&service=few')
  const before = processorTimeOf(server.pid)
  const { answer: large, ...waits } = await healthDuring(server.url, () => exported('format=jsonl'))
  spentOnAll = processorTimeOf(server.pid) - before
  expect([small.lines, large.lines]).toEqual([few, dashboards])
  process.stdout.write(
    `export of ${dashboards}: ${Math.round(large.bytes / 2 ** 20)} MB, ${small.most} then ${large.most} MB of the server, ${Math.round(spentOnAll)} ms\n`,
  )
  // A collector that is lazy leaves up to 110 of them, whatever the size of the file.
  expect(large.most - small.most, 'MB more').toBeLessThan(160)
  expect(slowestOf(waits), 'of health, in milliseconds').toBeLessThanOrEqual(healthMsMax)
})

test('for whoever does not read on, nothing is read', async () => {
  const begun = processorTimeOf(server.pid)
  let [spent, atRest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const { lines } = await exported('format=jsonl', async () => {
    await pause(1_000) // what the network holds by itself is full
    const before = processorTimeOf(server.pid)
    await pause(500)
    spent = processorTimeOf(server.pid) - begun
    atRest = processorTimeOf(server.pid) - before
  })
  expect(lines).toBe(dashboards)
  expect(atRest, 'ms of the processors in half a second').toBeLessThan(100)
  expect(spent, 'of the work, in ms').toBeLessThan(spentOnAll / 2)
})
