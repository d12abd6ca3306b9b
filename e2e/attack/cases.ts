/** Requests that each stopped a server for everybody, as anybody can send them, and the worst that bounds still allow. */
import { hostileTexts } from '../../lib/markdown/testing.ts'
import { sendRaw } from '../http/raw.ts'
import { call, encoded, type RunningServer } from '../server.ts'

export interface Target {
  readonly server: RunningServer
  /** An administrator's, and one of somebody who may only read. */
  readonly token: string
  readonly reader: string
  /** Of a browser that is signed in. */
  readonly cookie: string
  readonly dashboard: string
}

export interface Case {
  /** Where it stands among the kinds: A1 the head of a request, A2 patterns, A3 what is kept, … */
  readonly kind: string
  readonly name: string
  /** Sends it; gives the status of each answer. */
  readonly send: (target: Target) => Promise<number[]>
}

export const service = 'attacked'

const many = (count: number, part: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => part(at)).join('')

/** With its headers as they are. */
const head =
  (path: string, headers = ''): Case['send'] =>
  async ({ server }) => {
    const answer = await sendRaw(server.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`)
    return [Number(answer.split(' ', 2)[1])]
  }

const api =
  (method: string, path: string, body?: unknown, who: 'token' | 'reader' | 'nobody' = 'token'): Case['send'] =>
  async (target) => {
    const token = who === 'nobody' ? {} : { token: target[who] }
    const place = path.replace('{dashboard}', target.dashboard)
    return [(await call(target.server, method, place, { ...token, ...(body !== undefined && { body }) })).status]
  }

const search = (query: Record<string, string>, way = 'query') =>
  api('GET', `search/${way}?${new URLSearchParams({ index: 'dashboard_search_index', ...query })}`)

/** As a body that is larger than may be is still being sent, the connection may end. */
const times =
  (count: number, send: (at: number) => Case['send']): Case['send'] =>
  async (target) => {
    const statuses: number[] = []
    for (let at = 0; at < count; at += 1) statuses.push(...(await send(at)(target).catch(() => [413])))
    return statuses
  }

/** Written as a description, and looked at on its page and in a preview. */
const lookedAt =
  (text: string): Case['send'] =>
  async (target) => {
    const { server, token, dashboard, cookie } = target
    const body = [{ op: 'add', path: '/description', value: text }]
    const written = await call(server, 'PATCH', `dashboards/${dashboard}`, { token, body })
    const [page, preview] = await Promise.all([
      fetch(`${server.url}/dashboards/${service}.board_0`, { headers: { cookie } }),
      call(server, 'POST', 'markdown', { token, body: { text } }),
    ])
    await page.arrayBuffer()
    return [written.status, page.status, preview.status]
  }

const address = 'a@'.repeat(80_000)
const doubling = [
  { op: 'add', path: '/extension', value: { a: 'x'.repeat(100) } },
  ...Array.from({ length: 22 }, (_, at) => ({ op: 'copy', from: '/extension', path: `/extension/b${at}` })),
]
const row = (at: number) => ({ name: `row_${at}`, service })
const rows = <T>(count: number, item: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => item(at))
const wildcards = {
  bool: {
    should: Array.from({ length: 4 }, (_, at) => ({ wildcard: { description: `*a*a*${'a?'.repeat(50)}${at}` } })),
  },
}

const kinds: Readonly<Record<string, readonly (readonly [name: string, send: Case['send']])[]>> = {
  A1: [
    ...['/api/v1/dashboards', '/sign-in'].map(
      (path) => [`7,000 cookies at ${path}`, head(path, `Cookie: ${many(7_000, (at) => `c${at}=1; `)}\r\n`)] as const,
    ),
    [
      '1,300 cookies of ours',
      head('/api/v1/dashboards', `Cookie: ${many(1_300, (at) => `dashcat.session_token=${at}; `)}\r\n`),
    ],
    ['_rsc=a& 8,000 times', head(`/sign-in?${'_rsc=a&'.repeat(8_000)}`)],
    ['9,000 parameters', head(`/api/v1/dashboards?${many(9_000, (at) => `a${at}&`)}`)],
    ['200 parameters of a page', head(`/sign-in?${many(200, (at) => `a${at}=${'x'.repeat(150)}&`).slice(0, -1)}`)],
    ['15,000 folders', head('/a'.repeat(15_000))],
    [
      '200 headers',
      head(
        '/sign-in',
        many(198, (at) => `X-${at}: ${'x'.repeat(60)}\r\n`),
      ),
    ],
  ],
  A2: [
    [
      'set-up, a@ 80,000 times',
      api('POST', 'system/setup', { token: 'x', displayName: 'x', password: 'x', email: address }, 'nobody'),
    ],
    [
      'set-up, as long as fits',
      api('POST', 'system/setup', { token: 'x', displayName: 'x', password: 'x', email: 'a@'.repeat(7_900) }, 'nobody'),
    ],
    ['a user, a@ 80,000 times', api('PUT', 'users', { name: 'x', email: address })],
    ['a team, a@ 80,000 times', api('PUT', 'teams', { name: 'x', teamType: 'Group', email: address })],
    [
      'many users, a@ 80,000 times',
      api(
        'PUT',
        'users/bulk',
        rows(50, (at) => ({ name: `u${at}`, email: address })),
      ),
    ],
    ['a name, a: 5 million times', api('POST', 'dashboards', { name: 'a:'.repeat(5_000_000), service })],
    [
      'a password of 30 MB',
      times(1, () =>
        api('POST', 'users/login', { email: 'a@example.com', password: encoded('x'.repeat(22_000_000)) }, 'nobody'),
      ),
    ],
  ],
  A3: [
    [
      '20 addresses of 31 MB',
      times(20, (at) =>
        api('POST', 'users/login', { email: `${at}${'a'.repeat(31_000_000)}`, password: 'eA==' }, 'nobody'),
      ),
    ],
    [
      '1,000 addresses of 15 kB',
      times(1_000, (at) =>
        api('POST', 'users/login', { email: `${at}${'a'.repeat(15_000)}`, password: 'eA==' }, 'nobody'),
      ),
    ],
    [
      '300 addresses of anybody',
      times(300, (at) => api('POST', 'users/login', { email: `nobody-${at}@example.com`, password: 'eA==' }, 'nobody')),
    ],
  ],
  A4: [
    ['doubling, by a reader', api('PATCH', 'dashboards/{dashboard}', doubling, 'reader')],
    ['doubling, by one who may', api('PATCH', 'dashboards/{dashboard}', doubling)],
    [
      '10,000 items put in front',
      api(
        'PATCH',
        'dashboards/{dashboard}',
        rows(10_000, () => ({ op: 'add', path: '/tags/0', value: { tagFQN: 'Tier.Tier1' } })),
      ),
    ],
    [
      '100,000 tests',
      api('PATCH', 'dashboards/{dashboard}', Array(100_000).fill({ op: 'test', path: '/name', value: 'x' })),
    ],
  ],
  A5: [
    ['"a  9,000 times', search({ q: '"a '.repeat(9_000) })],
    ['NOT 15,000 times', search({ q: 'NOT '.repeat(15_000) })],
    ['! 60,000 times', search({ q: '!'.repeat(60_000) })],
    ['a pattern of 3,000', search({ fieldName: 'description', fieldValue: '*a'.repeat(1_500) }, 'fieldQuery')],
    ['a cursor of 60,000 =', api('GET', `dashboards?after=${'='.repeat(60_000)}`)],
    ['"a  as often as may be', search({ q: '"a '.repeat(166) })],
    ['NOT as often as may be', search({ q: 'NOT '.repeat(120) })],
    ['! as often as may be', search({ q: '!'.repeat(500) })],
    ['a pattern as long as may be', search({ q: `${'*a'.repeat(200)}b` })],
    ['the same of one field', search({ fieldName: 'description', fieldValue: `${'*a'.repeat(200)}b` }, 'fieldQuery')],
    ['four patterns in a filter', search({ query_filter: JSON.stringify(wildcards) })],
    ['a pattern over long words', search({ q: `${'*z'.repeat(200)}b` })],
    [
      '24 scans at once',
      async (target) => {
        const scans = rows(24, () => search({ q: '*nothing', track_total_hits: 'true' })(target))
        return (await Promise.all(scans)).flat()
      },
    ],
  ],
  A6: hostileTexts.map(([what, text]) => [what, lookedAt(text)] as const),
  A7: [
    ['20,000 rows', api('PUT', 'dashboards/bulk?dryRun=true', Array(20_000).fill({ name: 'same', service }))],
    ['300,000 × {}', api('PUT', 'dashboards/bulk?dryRun=true', Array(300_000).fill({}))],
    ['3 million numbers', api('PUT', 'dashboards/bulk', Array(3_000_000).fill(1))],
    [
      '10,000 rows of one name',
      api('PUT', 'dashboards/bulk?dryRun=true', Array(10_000).fill({ name: 'same', service })),
    ],
    ['10,000 rows', api('PUT', 'dashboards/bulk?dryRun=true', rows(10_000, row))],
    ['10,000 × {}', api('PUT', 'dashboards/bulk?dryRun=true', Array(10_000).fill({}))],
    ['5,000 rows, written', api('PUT', 'dashboards/bulk', rows(5_000, row))],
    ['limit=1000000', api('GET', 'dashboards?limit=1000000')],
    ['limit=1000 with everything', api('GET', 'dashboards?limit=1000&fields=*&include=all')],
    ['10,000 hits', search({ size: '10000' })],
    [
      '50,000 strange members',
      api('PUT', 'dashboards', {
        name: 'a',
        service,
        ...Object.fromEntries(rows(50_000, (at) => [`strange-${at}`, 1] as const)),
      }),
    ],
  ],
}

export const cases: readonly Case[] = Object.entries(kinds).flatMap(([kind, list]) =>
  list.map(([name, send]) => ({ kind, name, send })),
)
