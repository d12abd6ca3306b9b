/** What others wait while one caller writes much: the part of `large.ts` that is about long writes. */
import { api, idOf, note, number } from './client.ts'
import type { Running } from './server.ts'

export interface Loaded {
  readonly server: Running
  readonly token: string
  readonly cookie: string
  readonly ids: { readonly dashboard: string; readonly user: string; readonly service: string }
  readonly loadedAt: number
}

const perCall = 1_000
const manyTimes = 10

export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

/** What others wait while something long goes on: a read and the health, in turn, every 20 ms. */
export async function besides(
  { server, token, ids }: Loaded,
  work: () => Promise<unknown>,
): Promise<{ p95: number; health: number; took: number }> {
  const started = performance.now()
  let going = true
  const done = work().finally(() => {
    going = false
  })
  const [reads, health]: [number[], number[]] = [[], []]
  const timed = async (path: string, into: number[]) => {
    const begun = performance.now()
    await api(server, token, path)
    into.push(performance.now() - begun)
  }
  while (going) {
    await timed(`dashboards/${ids.dashboard}`, reads)
    await timed('system/health', health)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await done
  return { p95: percentile(reads, 0.95), health: Math.max(...health), took: performance.now() - started }
}

/** Loads, changes, deletes, brings back and removes much, and tells what others wait meanwhile. `rows` are loaded and changed. */
export async function longWrites(loaded: Loaded, rows: number): Promise<void> {
  const { server, token, ids } = loaded
  const send = (method: string, path: string, body?: unknown) =>
    api(server, token, path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) })
  const load = async (change: string) => {
    for (let at = 0; at < rows; at += perCall) {
      const body = Array.from({ length: Math.min(perCall, rows - at) }, (_, row) => ({
        name: `more_${at + row}`,
        service: 'service_1',
        description: `A load of orders.${change}`,
      }))
      await send('PUT', 'dashboards/bulk', body)
    }
  }
  const page = (query: string) =>
    api<{ data: { id: string; fullyQualifiedName: string }[]; paging: { after?: string } }>(
      server,
      token,
      `dashboards?service=service_1&limit=${perCall}${query}`,
    )
  const seenFqns: string[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { data, paging } = await page(after === '' ? '' : `&after=${after}`)
    seenFqns.push(...data.map((one) => one.fullyQualifiedName))
    after = paging.after
  }
  // One takes as long as ten requests of others: of so few, the 95th percentile would be the slowest.
  const many = async () => {
    for (let time = 0; time < manyTimes; time += 1) {
      const ids = (await page('&q=more')).data.map(({ id }) => id)
      await send('DELETE', 'dashboards/bulk', { ids })
      await send('PUT', 'dashboards/bulk/restore', { ids })
    }
  }
  const idle = await besides(loaded, () => new Promise((resolve) => setTimeout(resolve, 3_000)))
  note('others while nothing goes on', `p95 ${number(idle.p95, 1)} ms`, `health ${number(idle.health, 0)} ms`, '')
  const service = `services/dashboardServices/${ids.service}`
  const works: readonly (readonly [string, () => Promise<unknown>])[] = [
    [`a load of ${number(rows)}`, () => load('')],
    [`a change of ${number(rows)}`, () => load(' Changed.')],
    [`${manyTimes} bulk deletions and restorations of ${number(perCall)}`, many],
    [
      `a run that has not seen ${number(rows)}`,
      () => send('DELETE', 'dashboards/deleteStale', { scopeEntityType: 'service', scopeFqn: 'service_1', seenFqns }),
    ],
    ['soft delete of a service with a fifth of all', () => send('DELETE', `${service}?recursive=true`)],
    ['restore of it', () => send('PUT', 'services/dashboardServices/restore', { id: ids.service })],
    ['purge of it', () => send('DELETE', `${service}?recursive=true&hardDelete=true`)],
  ]
  for (const [what, work] of works) {
    // The one that is read meanwhile must not be what goes away.
    const other = await idOf(server, token, 'dashboards/name/service_1.dash_19')
    const { p95, health, took } = await besides({ ...loaded, ids: { ...ids, dashboard: other } }, work)
    note(
      `others during ${what}, ${number(took / 1000, 1)} s`,
      `p95 ${number(p95, 1)} ms`,
      `health ${number(health, 0)} ms`,
      (p95 / idle.p95).toFixed(1),
    )
  }
}
