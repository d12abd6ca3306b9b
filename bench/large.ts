/**
 * `npm run bench -- --large`: every kind of call at 1,000 dashboards with 10,000 charts and at 25,000 with 250,000, on
 * both engines. Figures depend on the machine; the ratio says whether a call grows with the catalogue.
 *
 * With words behind it only a part: `-- --large sqlite reads`, `-- --large postgres writes`. With `keep=DIRECTORY` the
 * catalogues stay there, to be found by the next run; then nothing is measured that would change them much.
 */
import { join, resolve } from 'node:path'
import { startPostgres } from '../scripts/postgres.mjs'
import { calls, type Size, surroundings } from './catalogue.ts'
import { api, idOf, note, number, password, signIn } from './client.ts'
import { type Loaded, longWrites, percentile } from './long-writes.ts'
import { type Running, startDashcat } from './server.ts'

const small: Size = { dashboards: 1_000, chartsEach: 10 }
const large: Size = { dashboards: 25_000, chartsEach: 10 }
const perCall = 1_000
const versionsKept = 300
/** As often is each call made at most, for so long; in turn at both sizes, so that whatever else goes on slows both. */
const timesMax = 80
const measuredMs = 4_000
const largeWrites = 20_000

async function load(server: Running, size: Size): Promise<Loaded> {
  const token = await signIn(server)
  const { paging } = await api<{ paging: { total: number } }>(server, token, 'dashboards?limit=0')
  if (paging.total === 0) await fill(server, token, size)
  else if (paging.total !== size.dashboards) throw new Error('a catalogue that was kept is not whole: remove it')
  return {
    server,
    token,
    cookie: await browserCookie(server),
    ids: {
      dashboard: await idOf(server, token, 'dashboards/name/service_0.dash_0'),
      user: await idOf(server, token, 'users/name/user_1'),
      service: await idOf(server, token, 'services/dashboardServices/name/service_0'),
    },
    loadedAt: Date.now(),
  }
}

const patched = (server: Running, token: string, path: string, member: string, value: string) =>
  api(server, token, path, {
    method: 'PATCH',
    body: JSON.stringify([{ op: 'add', path: `/${member}`, value }]),
    headers: { 'content-type': 'application/json-patch+json' },
  })

async function fill(server: Running, token: string, size: Size): Promise<void> {
  const put = (path: string, body: unknown) =>
    api<{ numberOfRowsFailed?: number; failedRequest?: unknown[] }>(server, token, path, {
      method: 'PUT',
      body: JSON.stringify(body),
    })
  for (const [path, rows] of surroundings) for (const row of rows) await put(path, row)
  const { data } = await api<{ data: { id: string }[] }>(server, token, 'users?limit=1000')
  const userIds = data.map(({ id }) => id)
  const user = await idOf(server, token, 'users/name/user_1')
  for (const [path, rows] of calls(size, userIds, user, perCall)) {
    const { numberOfRowsFailed, failedRequest } = await put(`${path}/bulk`, rows)
    if (numberOfRowsFailed !== 0) throw new Error(`${path}: ${JSON.stringify(failedRequest?.[0])}`)
  }
  const dashboard = await idOf(server, token, 'dashboards/name/service_0.dash_0')
  for (let at = 0; at < versionsKept; at += 1)
    await patched(server, token, `dashboards/${dashboard}`, 'displayName', `Revision ${at}`)
}

async function browserCookie({ url }: Running): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: 'admin@example.com', password }),
  })
  if (!response.ok) throw new Error(`nobody could sign in: ${response.status}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const filterOf = (member: string, value: string) =>
  encodeURIComponent(JSON.stringify({ query: { bool: { filter: [{ term: { [member]: value } }] } } }))
const search = (q: string, more = '') =>
  `search/query?index=dashboard_search_index&size=10&q=${encodeURIComponent(q)}${more}`

const chartSearch = (q: string) => `search/query?index=chart_search_index&size=10&q=${encodeURIComponent(q)}`

/** What is asked, by name. Paths below `/api/v1`; those of pages begin with a slash. */
function questionsOf({ ids, loadedAt }: Loaded): readonly (readonly [what: string, path: string])[] {
  const lists = 'dashboards?limit=50'
  return [
    ['list by name', lists],
    ['list by display name', `${lists}&sort=displayName`],
    ['list by last update', `${lists}&sort=-updatedAt`],
    ['list of one service', `${lists}&service=service_0`],
    ['list of one owner', `${lists}&owner=user_1`],
    ['list of one tag', `${lists}&tag=Bench.tag_1`],
    ['list of one domain', `${lists}&domain=domain_1`],
    ['list without owner', `${lists}&owner=none`],
    ['charts without owner', 'charts?limit=50&owner=none'],
    ['charts without owner and tag', 'charts?limit=50&owner=none&tag=none'],
    ['charts, text of 1 character', 'charts?limit=50&q=r'],
    ['list without tags, by last update', `${lists}&tag=none&sort=-updatedAt`],
    ['list of one domain and tag', `${lists}&domain=domain_1&tag=Bench.tag_1`],
    ['list without owner and tag', `${lists}&owner=none&tag=none`],
    ['list of one tag, with a text', `${lists}&tag=Bench.tag_1&q=rev`],
    ['list, text of 1 character', `${lists}&q=r`],
    ['list, text of 3 characters', `${lists}&q=rev`],
    ['list, text of 8 characters', `${lists}&q=revenue%20`],
    ['list, include=all', `${lists}&include=all`],
    ['list, include=deleted', `${lists}&include=deleted`],
    ['list, fields=*', `${lists}&fields=*`],
    ['detail', `dashboards/${ids.dashboard}`],
    ['detail, fields=*', `dashboards/${ids.dashboard}?fields=*`],
    [`versions of one with ${versionsKept}`, `dashboards/${ids.dashboard}/versions`],
    ['history', `dashboards/history?startTs=0&endTs=${loadedAt}&limit=50`],
    ['events of bulk writes', 'events?entityCreated=chart&timestamp=0&limit=100'],
    ['events of a kind that there is none of', 'events?entityDeleted=*&timestamp=0&limit=100'],
    ['lineage', `lineage/dashboard/${ids.dashboard}`],
    ['search, a word', search('revenue')],
    ['search, a rare word', search('rarity')],
    ['search, a phrase', search('"revenue orders"')],
    ['search for charts, a phrase', chartSearch('"revenue by"')],
    ['search for charts, a word', chartSearch('revenue')],
    ['search, a prefix', search('rev*')],
    ['search, a suffix (no index answers it)', search('*venue')],
    ['search, filter by owner', search('*', `&query_filter=${filterOf('owners.id', ids.user)}`)],
    ['search, filter by service', search('*', `&query_filter=${filterOf('service.name.keyword', 'service_0')}`)],
    ['services, fields=*', 'services/dashboardServices?limit=50&fields=*'],
    ['tags, usageCount', 'tags?limit=100&fields=usageCount'],
    ['domains, fields=*', 'domains?limit=50&fields=*'],
    ['teams, fields=*', 'teams?limit=50&fields=*'],
    ['assets of a tag', 'tags/name/Bench.tag_1/assets?limit=10'],
    ['page: list', '/dashboards'],
    ['page: detail', '/dashboards/service_0.dash_0'],
  ]
}

interface Measured {
  /** In milliseconds. */
  readonly wall: number
  /** Processor time of the server process, in milliseconds; that of a database server is not in it. */
  readonly cpu: number
}

const isList = (path: string): boolean => /^(dashboards|charts|search\/query)\?/.test(path)

/** `afterCommits`: each time after somebody has changed a dashboard and a chart. */
function asking({ server, token, cookie }: Loaded, path: string, afterCommits: boolean) {
  const isPage = path.startsWith('/')
  const url = isPage ? server.url + path : `${server.url}/api/v1/${path}`
  const headers: Record<string, string> = isPage ? { cookie } : { authorization: `Bearer ${token}` }
  const change = async () => {
    const value = `Shows **revenue** as it was at ${Math.random()}.`
    for (const changed of ['dashboards/name/service_2.dash_1', 'charts/name/service_2.chart_1_1'])
      await patched(server, token, changed, 'description', value)
  }
  return async (): Promise<Measured> => {
    if (afterCommits) await change()
    const [started, used] = [performance.now(), server.processorTime()]
    const response = await fetch(url, { headers, redirect: 'manual' })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`${path} answered ${response.status}`)
    return { wall: performance.now() - started, cpu: server.processorTime() - used }
  }
}

/** The medians at both sizes. */
async function measure(asks: readonly (() => Promise<Measured>)[]): Promise<Measured[]> {
  for (let at = 0; at < 5; at += 1) for (const ask of asks) await ask()
  const taken: Measured[][] = asks.map(() => [])
  const until = performance.now() + measuredMs
  for (let times = 0; times < timesMax && performance.now() < until; times += 1)
    for (const [at, ask] of asks.entries()) taken[at]?.push(await ask())
  const median = (some: readonly Measured[], of: keyof Measured) =>
    percentile(
      some.map((one) => one[of]),
      0.5,
    )
  return taken.map((some) => ({ wall: median(some, 'wall'), cpu: median(some, 'cpu') }))
}

async function run(
  engine: string,
  databaseOf: (size: Size) => Promise<{ url: string; stop: () => void } | undefined>,
  parts: ReadonlySet<Part>,
): Promise<void> {
  const [few, many] = await Promise.all([databaseOf(small), databaseOf(large)])
  const servers: Running[] = []
  try {
    note(
      `\n${engine}`,
      `${number(large.dashboards)} + ${number(large.dashboards * 10)}`,
      `${number(small.dashboards)} + ${number(small.dashboards * 10)}`,
      'ratio',
    )
    const start = async (database: { url: string } | undefined, size: Size): Promise<Loaded> => {
      const server = await startDashcat(password, database?.url)
      servers.push(server)
      return load(server, size)
    }
    const [a, b] = [await start(few, small), await start(many, large)]
    const tellPeak = (until: string) =>
      note(`peak of resident memory until ${until}, MB`, number(b.server.peakMemory()))
    tellPeak('all is loaded')
    if (parts.has('reads')) await compare(a, b)
    if (parts.has('reads')) tellPeak('all is read')
    if (parts.has('writes')) await longWrites(b, largeWrites)
    tellPeak('the end')
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    few?.stop()
    many?.stop()
  }
}

async function compare(a: Loaded, b: Loaded): Promise<void> {
  const [before, after] = [questionsOf(a), questionsOf(b)]
  for (const [at, [what, path]] of after.entries()) {
    for (const afterCommits of isList(path) ? [false, true] : [false]) {
      const none = { wall: 0, cpu: 0 }
      const [theirs = none, ours = none] = await measure([
        asking(a, before[at]?.[1] ?? path, afterCommits),
        asking(b, path, afterCommits),
      ])
      note(
        afterCommits ? '  the first time after a commit, ms' : `${what}, ms`,
        `${number(ours.wall, 1)} (cpu ${number(ours.cpu, 1)})`,
        `${number(theirs.wall, 1)} (cpu ${number(theirs.cpu, 1)})`,
        (ours.wall / theirs.wall).toFixed(2),
      )
    }
  }
}

const engines = ['sqlite', 'postgres'] as const
const partNames = ['reads', 'writes'] as const
type Part = (typeof partNames)[number]

/** `words`: engines and parts, where not all of them are wanted, and where to keep catalogues. Throws for others. */
export async function benchLarge(words: readonly string[]): Promise<void> {
  const unknown = words.find((word) => ![...engines, ...partNames].some((known) => known === word) && !isKept(word))
  if (unknown !== undefined)
    throw new Error(`${unknown}: neither ${engines.join(', ')} nor ${partNames.join(', ')} nor keep=DIRECTORY`)
  const named = <T extends string>(all: readonly T[]): ReadonlySet<T> => {
    const some = all.filter((each) => words.includes(each))
    return new Set(some.length === 0 ? all : some)
  }
  const directory = words.find(isKept)?.slice('keep='.length)
  const placeOf = ({ dashboards }: Size, engine: string) => directory && resolve(directory, `${engine}-${dashboards}`)
  const wanted = named(engines)
  const parts = directory === undefined ? named(partNames) : new Set(['reads'] as const)
  if (wanted.has('sqlite')) await run('SQLite', async (size) => fileIn(placeOf(size, 'sqlite')), parts)
  if (!wanted.has('postgres')) return
  const probe = await startPostgres()
  probe?.stop()
  if (probe === undefined) process.stdout.write('\nNo PostgreSQL server here.\n')
  else await run('PostgreSQL', (size) => startPostgres(placeOf(size, 'postgres')), parts)
}

const isKept = (word: string): boolean => word.startsWith('keep=')
const fileIn = (place: string | undefined) =>
  place === undefined ? undefined : { url: `file:${join(place, 'catalog.db')}`, stop: () => {} }
