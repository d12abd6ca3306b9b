/**
 * `npm run bench -- --rename`: a domain that 10,000 dashboards carry, themselves or by its parts, is renamed by a job, on both
 * engines: how long, what others wait meanwhile, and whether lists, search, names and versions follow.
 */
import { startPostgres } from '../scripts/postgres.mjs'
import { api, idOf, note, number, password, signIn } from './client.ts'
import { besides } from './long-writes.ts'
import { type Running, startDashcat } from './server.ts'

const carriers = 10_000
const parts = 100
const perCall = 1_000

interface Job {
  readonly id: string
  readonly state: string
  readonly counts: Readonly<Record<string, number>>
}

export async function benchRename(): Promise<void> {
  await renamed('SQLite')
  const postgres = await startPostgres()
  if (postgres === undefined) return void process.stdout.write('\nNo PostgreSQL server here.\n')
  await renamed('PostgreSQL', postgres.url)
  postgres.stop()
}

async function renamed(engine: string, url?: string): Promise<void> {
  const server = await startDashcat(password, url)
  const token = await signIn(server)
  const put = (path: string, body: unknown) => api(server, token, path, { method: 'PUT', body: JSON.stringify(body) })
  await put('services/dashboardServices', { name: 'bi', serviceType: 'Superset' })
  const domain = (name: string, parent?: string) => ({
    name,
    description: 'Of the bench',
    domainType: 'Aggregate',
    ...(parent !== undefined && { parent }),
  })
  await put('domains', domain('Trade'))
  await put(
    'domains/bulk',
    Array.from({ length: parts }, (_, at) => domain(`part_${at}`, 'Trade')),
  )
  for (let at = 0; at < carriers; at += perCall) {
    const rows = Array.from({ length: perCall }, (_, row) => ({
      name: `dash_${at + row}`,
      service: 'bi',
      domains: [(at + row) % 10 === 0 ? `Trade.part_${(at + row) % parts}` : 'Trade'],
    }))
    await put('dashboards/bulk', rows)
  }
  const [id, dashboard, user] = await Promise.all([
    idOf(server, token, 'domains/name/Trade'),
    idOf(server, token, 'dashboards/name/bi.dash_1'),
    idOf(server, token, 'users/name/admin'),
  ])
  const loaded = { server, token, cookie: '', ids: { dashboard, user, service: '' }, loadedAt: Date.now() }
  const idle = await besides(loaded, () => new Promise((resolve) => setTimeout(resolve, 3_000)))
  note(`${engine}: nothing goes on`, `p95 ${number(idle.p95, 1)} ms`, `health ${number(idle.health)} ms`)

  let job: Job = { id: '', state: '', counts: {} }
  const tell = (what: string, { p95, health, took }: Awaited<ReturnType<typeof besides>>) =>
    note(
      `${engine}: ${what}, ${number(took / 1_000, 2)} s`,
      `p95 ${number(p95, 1)} ms`,
      `health ${number(health)} ms`,
      number(p95 / idle.p95, 1),
    )
  const rests = async () => {
    while (['queued', 'running'].includes(job.state)) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      job = await ask(server, token, 'GET', `jobs/${job.id}`)
    }
  }
  const planned = await besides(loaded, async () => {
    job = await ask(server, token, 'POST', 'jobs', { kind: 'rename', collection: 'domains', id, name: 'Commerce' })
    await rests()
  })
  tell(`planned (${JSON.stringify(job.counts)})`, planned)
  const run = await besides(loaded, async () => {
    job = await ask(server, token, 'POST', `jobs/${job.id}/run`, {})
    await rests()
  })
  tell(`run (${job.state})`, run)

  const total = async (path: string) => (await api<{ paging: { total: number } }>(server, token, path)).paging.total
  const part = await api<{ fullyQualifiedName: string }>(server, token, 'domains/name/Commerce.part_7')
  const found = await api<{ hits: { hits: { _source: { fullyQualifiedName: string } }[] } }>(
    server,
    token,
    'search/query?q=Commerce&index=domain_search_index',
  )
  const carrier = await api<{ domains: { fullyQualifiedName: string }[]; version: number }>(
    server,
    token,
    'dashboards/name/bi.dash_1?fields=domains',
  )
  const versions = await api<{ versions: unknown[] }>(server, token, `domains/${id}/versions`)
  note(`${engine}: in the list of the new name`, number(await total('dashboards?limit=0&domain=Commerce')))
  note(`${engine}: and with its parts`, number(await total('dashboards?limit=0&domain=Commerce&below=true')))
  note(`${engine}: in the list of the old name`, number(await total('dashboards?limit=0&domain=Trade')))
  note(`${engine}: a part is called`, part.fullyQualifiedName)
  note(`${engine}: first hit of the new name`, found.hits.hits[0]?._source.fullyQualifiedName ?? 'none')
  note(`${engine}: a dashboard has`, carrier.domains[0]?.fullyQualifiedName ?? 'none', `version ${carrier.version}`)
  note(`${engine}: versions of the domain`, number(versions.versions.length))
  await server.stop()
}

async function ask(server: Running, token: string, method: string, path: string, body?: unknown): Promise<Job> {
  const response = await fetch(`${server.url}/api/x/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
  return (await response.json()) as Job // the shape is the API's own
}
