/**
 * `npm run test:attack`: one case after the other, then one of each kind at once, while the server's health is asked for every 20 ms.
 * Prints what each cost the others. Not part of `npm test`: on a machine that does something else besides, its limit says
 * nothing.
 */
import { healthDuring, healthMsMax, waitOf } from '../health.ts'
import { memoryOf } from '../memory.ts'
import { administrator, call, startServerWithAdministrator, tokenOf } from '../server.ts'
import { type Case, cases, service, type Target } from './cases.ts'

const [, , only = ''] = process.argv

async function prepare(): Promise<Target> {
  const server = await startServerWithAdministrator()
  const { token } = server
  const ask = async (method: string, path: string, body: unknown) => {
    const answer = await call(server, method, path, { token, body })
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  await ask('PUT', 'services/dashboardServices', { name: service, serviceType: 'Superset' })
  const texts = ['aaaaaaaa '.repeat(10_000), Array.from({ length: 380 }, (_, at) => at + 'z'.repeat(250)).join(' ')]
  const rows = Array.from({ length: 3_000 }, (_, at) => ({
    name: `board_${at}`,
    displayName: `Board ${at}`,
    service,
    ...(at % 100 < texts.length && { description: texts[at % 100] }),
  }))
  await ask('PUT', 'dashboards/bulk', rows)
  const { id } = (await call(server, 'GET', `dashboards/name/${service}.board_0`, { token })).body
  const person = { name: 'reader', email: 'reader@example.com', password: administrator.password }
  await ask('POST', 'users', person)
  const signedIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify(administrator),
  })
  const cookie = signedIn.headers.getSetCookie().map((text) => text.split(';', 1)[0])
  const target = { server, token, reader: await tokenOf(server, person), cookie: cookie.join('; ') }
  // What the server makes once, at the first request.
  for (const path of ['/sign-in', '/none', `/dashboards/${service}.board_0`, '/api/v1/openapi.json'])
    await (await fetch(server.url + path, { headers: { cookie: target.cookie } })).arrayBuffer()
  return { ...target, dashboard: String(id) }
}

/** The first of each kind, the second of each, and so on as long as there are two. */
function mixes(all: readonly Case[]): Case[][] {
  const kinds = [...Map.groupBy(all, ({ kind }) => kind).values()]
  const longest = Math.max(...kinds.map(({ length }) => length))
  const nth = Array.from({ length: longest }, (_, at) => kinds.flatMap((kind) => kind[at] ?? []))
  return nth.filter(({ length }) => length > 1)
}

/** Each status once, with how often it came. */
function summary(statuses: readonly number[]): string {
  const counts = Map.groupBy(statuses, (status) => status)
  return [...counts].map(([status, { length }]) => (length === 1 ? status : `${status} ×${length}`)).join(', ')
}

const line = (...[kind, name, status, ms, p95, max, crowding, memory]: readonly (string | number)[]): void =>
  void process.stdout.write(
    `${String(kind).padEnd(4)}${String(name).padEnd(38)}${String(status).padEnd(24)}` +
      `${[ms, p95, max, crowding, memory].map((value) => String(value).padStart(9)).join('')}\n`,
  )

async function run(target: Target, kind: string, name: string, work: () => Promise<number[]>): Promise<number> {
  const begun = performance.now()
  const { answer, ...health } = await healthDuring(target.server.url, work)
  const ms = Math.round(performance.now() - begun)
  const max = Math.round(waitOf(health, 1))
  const p95 = Math.round(waitOf(health, 0.95))
  line(kind, name, summary(answer), ms, p95, max, health.crowding.toFixed(1), memoryOf(target.server.pid))
  for (const status of answer.filter((status) => status >= 500 && status !== 503)) failures.push(`${name}: ${status}`)
  if (max > healthMsMax) failures.push(`${kind} ${name}: others waited ${max} ms`)
  return max
}

const failures: string[] = []
const target = await prepare()
const chosen = cases.filter(({ kind, name }) => `${kind} ${name}`.includes(only))
line('', 'case', 'status', 'ms', 'p95', 'max', 'crowding', 'MB')
let slowest = 0
for (const { kind, name, send } of chosen)
  slowest = Math.max(slowest, await run(target, kind, name, () => send(target)))
for (const [at, mix] of mixes(chosen).entries()) {
  const sendAll = async () => (await Promise.all(mix.map(({ send }) => send(target)))).flat()
  slowest = Math.max(slowest, await run(target, '', `one of each kind at once, ${at + 1}`, sendAll))
}
await target.server.stop()
for (const failure of failures) process.stdout.write(`FAILED ${failure}\n`)
process.stdout.write(`\nOthers waited ${slowest} ms at most, of ${healthMsMax}.\n`)
process.exit(failures.length > 0 ? 1 : 0)
