/** A file of many rows as a job of the server: how long, what others wait meanwhile, how soon it stops, against single inserts. */
import { singleInserts } from './bare-loop.ts'
import { api, note, number } from './client.ts'
import { percentile } from './long-writes.ts'
import type { Running } from './server.ts'

interface Job {
  readonly id: string
  readonly state: string
  readonly counts: Readonly<Record<string, number>>
}

export async function benchImportJob(server: Running, token: string, text: string, rows: number): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  const ask = async (method: string, path: string, type?: string, body?: string): Promise<Job> => {
    const init = { method, headers: { ...headers, ...(type !== undefined && { 'content-type': type }) } }
    const response = await fetch(`${server.url}/api/x/${path}`, { ...init, ...(body !== undefined && { body }) })
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
    return (await response.json()) as Job // the shape is the API's own
  }
  const read = async (): Promise<number> => {
    const begun = performance.now()
    const response = await fetch(`${server.url}/api/v1/dashboards?limit=25&service=others`, { headers })
    await response.arrayBuffer()
    return performance.now() - begun
  }
  // The same page at all times: what the job itself writes would make it longer.
  await api(server, token, 'services/dashboardServices', {
    method: 'PUT',
    body: JSON.stringify({ name: 'others', serviceType: 'Superset' }),
  })
  const others = Array.from({ length: 100 }, (_, at) => ({ name: `o${at}`, service: 'others', description: 'Theirs' }))
  await api(server, token, 'dashboards/bulk', { method: 'PUT', body: JSON.stringify(others) })
  /** What a list takes for others, every 20 ms, until the job rests. */
  const besides = async (isOver: () => Promise<boolean>) => {
    const begun = performance.now()
    const taken: number[] = []
    for (let isDone = false; !isDone; isDone = await isOver()) {
      for (let at = 0; at < 10; at += 1) {
        taken.push(await read())
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    return { p95: percentile(taken, 0.95), seconds: (performance.now() - begun) / 1_000 }
  }
  const rests = (id: string) => async () => !['queued', 'running'].includes((await ask('GET', `jobs/${id}`)).state)
  const idleUntil = performance.now() + 4_000
  const idle = await besides(async () => performance.now() > idleUntil)
  note(`a job of ${number(rows)} rows`, 'seconds', 'p95 of a list', 'to idle')
  note('  nothing goes on', '', `${number(idle.p95, 1)} ms`)
  let id = ''
  const received = await besides(async () => {
    id = (await ask('POST', 'imports', 'application/json', JSON.stringify({ text }))).id
    return true
  })
  note('  received', number(received.seconds, 1))
  const planned = await besides(rests(id))
  note('  planned', number(planned.seconds, 1), `${number(planned.p95, 1)} ms`, number(planned.p95 / idle.p95, 1))
  await ask('POST', `jobs/${id}/run`, 'application/json', '{}')
  const stopAfter = performance.now() + 2_000
  await besides(async () => performance.now() > stopAfter)
  await ask('POST', `jobs/${id}/pause`)
  const asked = performance.now()
  while ((await ask('GET', `jobs/${id}`)).state !== 'paused') await new Promise((resolve) => setTimeout(resolve, 10))
  note('  stopped, after it was asked to', `${number(performance.now() - asked)} ms`)
  await ask('POST', `jobs/${id}/resume`)
  const run = await besides(rests(id))
  const { counts } = await ask('GET', `jobs/${id}`)
  if (counts.created !== rows) throw new Error(`not all were written: ${JSON.stringify(counts)}`)
  note('  written', number(run.seconds, 1), `${number(run.p95, 1)} ms`, number(run.p95 / idle.p95, 1))
  const bare = singleInserts(
    Array.from({ length: rows }, (_, at) => ({ name: `d${at}`, service: 'bench', description: `What it shows ${at}` })),
    1_000,
  )
  note('  rows/s', number(rows / run.seconds), `${number(bare)} single inserts`, number(rows / run.seconds / bare, 2))
}
