/**
 * `npm run bench`: how the product compares with the least that could do the job, side by side in one run. Figures depend
 * on the machine; the ratios are what to look at. With `--large` it measures a large catalogue instead (`large.ts`), with
 * `--import` the import screen (`import-file.ts`), with `--rename` a renaming (`rename.ts`).
 */
import { openSameWork, singleInserts } from './bare-loop.ts'
import { api, note, number, password, signIn } from './client.ts'
import { benchImport } from './import-file.ts'
import { benchLarge } from './large.ts'
import { percentile } from './long-writes.ts'
import { startPocketBase } from './pocketbase.ts'
import { byTurns, type Load, type Rate, writing } from './rate.ts'
import { benchRename } from './rename.ts'
import { type Running, startConstant, startDashcat, startLimit } from './server.ts'

if (process.argv.includes('--large')) {
  await benchLarge(process.argv.slice(process.argv.indexOf('--large') + 1))
  process.exit(0)
}

if (process.argv.includes('--import')) {
  await benchImport()
  process.exit(0)
}

if (process.argv.includes('--rename')) {
  await benchRename()
  process.exit(0)
}

const perCall = 1000
const bulkRows = 20_000
const rowsPerTurn = 2_000
const large = 100_000

const row = (at: number, change = '') => ({
  name: `dash_${at}`,
  displayName: `Dashboard number ${at}`,
  service: 'bench',
  description: `Shows **orders** of region ${at % 50} by week, rebuilt every night from the warehouse; ask the owner before you change filters.${change}`,
  sourceUrl: `https://bi.example.com/d/${at}`,
  project: 'Sales',
})
const rowsFrom = (from: number, to: number, change = '') =>
  Array.from({ length: to - from }, (_, at) => row(from + at, change))

/** Rows a second of `PUT /dashboards/bulk`, one call after another. */
async function bulk(server: Running, token: string, rows: readonly unknown[], size = perCall): Promise<number> {
  const bodies: string[] = []
  for (let at = 0; at < rows.length; at += size) bodies.push(JSON.stringify(rows.slice(at, at + size)))
  const started = performance.now()
  for (const body of bodies) {
    const result = await api<{ numberOfRowsFailed: number }>(server, token, 'dashboards/bulk', { method: 'PUT', body })
    if (result.numberOfRowsFailed > 0) throw new Error('rows failed')
  }
  return rows.length / ((performance.now() - started) / 1000)
}

/** Median time of one call after another, in milliseconds. */
async function latency(server: Running, token: string, path: string, times = 60): Promise<number> {
  const taken: number[] = []
  for (let at = 0; at < times + 10; at += 1) {
    const started = performance.now()
    await api(server, token, path)
    if (at >= 10) taken.push(performance.now() - started)
  }
  return percentile(taken, 0.5)
}

const questions = [
  ['list, first page of 50', 'dashboards?limit=50'],
  ['list with owners, tags and charts', 'dashboards?limit=50&fields=owners,tags,charts,domains'],
  ['list of one service, by last update', 'dashboards?limit=50&service=bench&sort=-updatedAt'],
  ['search, a rare word', 'search/query?q=number%20777&index=dashboard_search_index'],
  ['search, a word in every dashboard', 'search/query?q=orders&index=dashboard_search_index'],
] as const

const figures: readonly [unit: string, digits: number, of: (rate: Rate) => number][] = [
  ['requests/s', 0, ({ perSecond }) => perSecond],
  ['processor ms', 2, ({ milliseconds }) => milliseconds],
]

/** The median of several turns, with the least and the most. */
const spread = (values: readonly number[], digits: number): string => {
  const [least, middle, most] = [Math.min(...values), percentile(values, 0.5), Math.max(...values)]
  return `${number(middle, digits)} (${number(least, digits)}–${number(most, digits)})`
}

const constant = await startConstant()
const limit = await startLimit()
const pocketbase = await startPocketBase(rowsFrom(0, bulkRows))
const dashcat = await startDashcat(password)
try {
  const token = await signIn(dashcat)
  await api(dashcat, token, 'services/dashboardServices', {
    method: 'PUT',
    body: JSON.stringify({ name: 'bench', serviceType: 'Superset' }),
  })
  note('', 'Dashcat', 'compared with', 'ratio')

  // A first thousand rows each, so that all are compiled when the clock runs.
  const sameWork = openSameWork()
  singleInserts(rowsFrom(0, perCall), perCall)
  sameWork.put(rowsFrom(0, perCall), perCall)
  await bulk(dashcat, token, rowsFrom(0, perCall))
  const small = await latencies()
  for (const [what, rows, isNew] of [
    ['bulk create, rows/s', rowsFrom(perCall, perCall + bulkRows), true],
    ['bulk repeated unchanged, rows/s', rowsFrom(perCall, perCall + bulkRows), false],
    ['bulk changed, rows/s', rowsFrom(perCall, perCall + bulkRows, ' Changed.'), false],
  ] as const) {
    const single: number[] = []
    const same: number[] = []
    const ours: number[] = []
    // By turns, since the machine is faster or slower by half from one minute to the next.
    for (let at = 0; at < rows.length; at += rowsPerTurn) {
      const some = rows.slice(at, at + rowsPerTurn)
      if (isNew) single.push(singleInserts(some, perCall))
      same.push(sameWork.put(some, perCall))
      ours.push(await bulk(dashcat, token, some))
    }
    const compare = (theirs: readonly number[], name: string): void => {
      const ratios = ours.map((value, turn) => value / (theirs[turn] ?? Number.NaN))
      note(what, spread(ours, 0), `${spread(theirs, 0)} ${name}`, percentile(ratios, 0.5).toFixed(2))
    }
    if (isNew) compare(single, 'single inserts')
    compare(same, 'the same work')
  }
  sameWork.close()

  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const single = (await api<{ id: string }>(dashcat, token, 'dashboards/name/bench.dash_1')).id
  const calls: [string, Load][] = [
    ['GET one dashboard', { headers, path: `/api/v1/dashboards/${single}` }],
    ['GET by name', { headers, path: '/api/v1/dashboards/name/bench.dash_1' }],
    ['GET list of 10', { headers, path: '/api/v1/dashboards?limit=10' }],
    ['GET list of 50', { headers, path: '/api/v1/dashboards?limit=50' }],
    ['POST a dashboard', writing('POST', '/api/v1/dashboards', headers, (n) => ({ ...row(n), name: `single_${n}` }))],
    [
      'PATCH a dashboard',
      // Each another one: of changes to one thing at once, only some can be made.
      writing(
        'PATCH',
        '/api/v1/dashboards/name/bench.dash_',
        { ...headers, 'content-type': 'application/json-patch+json' },
        (n) => [{ op: 'add', path: '/description', value: `Changed ${n} times.` }],
        (n) => String(n % bulkRows),
      ),
    ],
  ]
  for (const [what, load] of calls) {
    const method = load.method ?? 'GET'
    const equal = pocketbase?.loads[what]
    const others: [string, Running, Load][] = [
      ['constant of Next', constant, { method }],
      ['constant of node', limit, { method }],
      ...(pocketbase && equal ? [['PocketBase', pocketbase, equal] satisfies [string, Running, Load]] : []),
    ]
    const [ours = [], ...theirs] = await byTurns([
      { server: dashcat, load },
      ...others.map(([, server, asked]) => ({ server, load: asked })),
    ])
    for (const [at, [name]] of others.entries())
      for (const [unit, digits, of] of figures) {
        const [our, their] = [ours.map(of), (theirs[at] ?? []).map(of)]
        // Of each turn: the machine was the same for both.
        const ratios = our.map((value, turn) => value / (their[turn] ?? Number.NaN))
        note(
          `${what}, ${unit}`,
          spread(our, digits),
          `${spread(their, digits)} ${name}`,
          percentile(ratios, 0.5).toFixed(2),
        )
      }
  }

  if (pocketbase !== undefined) {
    const rows = rowsFrom(bulkRows, bulkRows + 5_000).map((each) => ({ ...each, name: `more_${each.name}` }))
    const cost = async (server: Running, write: () => Promise<unknown>): Promise<number> => {
      const before = server.processorTime()
      await write()
      return (server.processorTime() - before) / rows.length
    }
    const ours = await cost(dashcat, () => bulk(dashcat, token, rows, 100))
    const theirs = await cost(pocketbase, () => pocketbase.bulk(rows, 100))
    const ratio = (ours / theirs).toFixed(2)
    note('a row of a batch of 100, processor ms', number(ours, 2), `${number(theirs, 2)} PocketBase`, ratio)
  }

  const total = (await api<{ paging: { total: number } }>(dashcat, token, 'dashboards?limit=0')).paging.total
  await bulk(dashcat, token, rowsFrom(bulkRows + perCall, bulkRows + perCall + large - total))
  const big = await latencies()
  for (const [at, [what]] of questions.entries()) {
    const [before, after] = [small[at] ?? 0, big[at] ?? 0]
    note(`${what}, ms at 100,000`, number(after, 1), `${number(before, 1)} at 1,000`, (after / before).toFixed(2))
  }
  note('resident memory after all that, MB', number(dashcat.memory()))

  async function latencies(): Promise<number[]> {
    const measured: number[] = []
    for (const [, path] of questions) measured.push(await latency(dashcat, token, path))
    return measured
  }
} finally {
  await Promise.all([dashcat, constant, limit, pocketbase].map((server) => server?.stop()))
}
