/** Pages by the names of what they show, and with descriptions that nobody would wish for. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { healthDuring, healthMsMax, slowestOf } from '@/e2e/health'
import { administrator, call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'
import { entityHref, pagedTypes } from '@/lib/client/links'
import { hostileTexts } from '@/lib/markdown/testing'

let server: RunningServer & { token: string }
let cookie = ''
beforeAll(async () => {
  server = await startServerWithAdministrator()
  const response = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify(administrator),
  })
  cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
})
afterAll(() => server.stop())

const put = async (path: string, body: object): Promise<Record<string, unknown>> => {
  const answer = await call(server, 'PUT', path, { token: server.token, body })
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body
}
const open = async (path: string): Promise<{ status: number; text: string }> => {
  const response = await fetch(server.url + path, { headers: { cookie }, redirect: 'manual' })
  return { status: response.status, text: await response.text() }
}

/** What a reader sees of a page: no scripts, no tags. */
const seen = (html: string): string =>
  html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:amp|#x26);/g, '&')
    .replace(/&(?:lt|#x3C);/g, '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replace(/\s+/g, ' ')

/** What a page hands over to the browser, which shows by itself that nothing bears a name. */
const handedOver = (html: string): string =>
  [...html.matchAll(/self\.__next_f\.push\((\[1,"(?:[^"\\]|\\.)*"\])\)/g)]
    .map(([, pushed = '[]']) => String(JSON.parse(pushed)[1]))
    .join('')

const heading = (html: string): string => seen(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '').trim()

const names = [
  'Growth %',
  '100%25',
  'Sales%20Report',
  'a/b',
  'what? #1',
  'c:\\reports',
  '看板 📊',
  'v1.2',
  'it "is"',
  'a+b&c;d',
  '%',
]

describe.each([
  ['services', 'services/dashboardServices', (name: string) => ({ name, serviceType: 'Looker' })],
  ['dashboards', 'dashboards', (name: string) => ({ name, service: 't1' })],
  ['charts', 'charts', (name: string) => ({ name, service: 't1' })],
] as const)('pages of %s', (folder, path, bodyOf) => {
  beforeAll(async () => {
    await put('services/dashboardServices', { name: 't1', serviceType: 'Looker' })
  })

  test.each(names)('%j: its page, its form, and that of a name that is not there', async (name) => {
    const { fullyQualifiedName } = await put(path, bodyOf(name))
    const address = `/${folder}/${encodeURIComponent(String(fullyQualifiedName))}`
    const page = await open(address)
    expect([page.status, heading(page.text)]).toEqual([200, name.replace(/\s+/g, ' ')])
    const form = await open(`${address}/edit`)
    expect([form.status, heading(form.text)]).toEqual([200, expect.stringContaining(name)])
    const other = await open(`/${folder}/${encodeURIComponent(`nobody.${name}`)}`)
    expect(other.status).toBe(404)
    expect(handedOver(other.text)).toContain(JSON.stringify(`nobody.${name}`))
  })

  test('a name that ends in a space is a name of its own', async () => {
    await put(path, bodyOf('Sales'))
    const { fullyQualifiedName } = await put(path, bodyOf('Sales '))
    const page = await open(`/${folder}/${encodeURIComponent(String(fullyQualifiedName))}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain(`"name":"Sales "`.replaceAll('"', '\\"'))
  })
})

describe('what is not there', () => {
  test.each(pagedTypes)('%s: 404 for its page and its form', async (type) => {
    const page = entityHref(type, 'not-there')
    // People have no form of their own.
    for (const href of type === 'user' ? [page] : [page, entityHref(type, 'not-there', { edit: true })]) {
      const { status, text } = await open(href)
      expect(status, href).toBe(404)
      expect(handedOver(text), href).toContain('"not-there"')
    }
    expect((await open(entityHref(type, '"no name'))).status, 'what cannot be a name').toBe(404)
  })

  test('a page that is there has its loading state for who comes from another page', async () => {
    await put('services/dashboardServices', { name: 't1', serviceType: 'Looker' })
    await put('dashboards', { name: 'there', service: 't1' })
    const response = await fetch(`${server.url}/dashboards/t1.there`, { headers: { cookie, rsc: '1' } })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/x-component'])
    expect(await response.text()).toContain('"aria-busy":"true"')
  })

  test('what was called so before leads to where it is', async () => {
    const { id } = await put('services/dashboardServices', { name: 'before', serviceType: 'Looker' })
    await put('dashboards', { name: 'inside', service: 'before' })
    const asked = await fetch(`${server.url}/api/x/jobs?run=true&wait=30`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'rename', collection: 'dashboardServices', id, name: 'after' }),
    })
    expect(await asked.json()).toMatchObject({ state: 'finished' })
    for (const [old, now] of [
      ['/services/before', '/services/after'],
      ['/dashboards/before.inside', '/dashboards/after.inside'],
    ] as const) {
      const response = await fetch(server.url + old, { headers: { cookie }, redirect: 'manual' })
      expect([response.status, response.headers.get('location')]).toEqual([307, now])
    }
  })

  test('what was merged leads to what is in its place', async () => {
    await put('classifications', { name: 'Merged', description: 'Of a test' })
    const [one, other] = [
      await put('tags', { name: 'Old', classification: 'Merged', description: 'Of a test' }),
      await put('tags', { name: 'Stays', classification: 'Merged', description: 'Of a test' }),
    ]
    const asked = await fetch(`${server.url}/api/x/jobs?run=true&wait=30`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'merge', collection: 'tags', id: one.id, into: other.id }),
    })
    expect(await asked.json()).toMatchObject({ state: 'finished', counts: { deleted: 1 } })
    const response = await fetch(`${server.url}/tags/Merged.Old`, { headers: { cookie }, redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([307, '/tags/Merged.Stays'])
  })
})

describe('a description', () => {
  test.each(hostileTexts)('%s: the page shows its words and holds nobody up', async (what, description, words) => {
    const name = what.replaceAll(' ', '-')
    for (const [path, folder] of [
      ['dashboards', 'dashboards'],
      ['charts', 'charts'],
    ] as const) {
      const { fullyQualifiedName } = await put(path, { name, service: 't1', description })
      const address = `/${folder}/${encodeURIComponent(String(fullyQualifiedName))}`
      const { answer, ...waits } = await healthDuring(server.url, () => open(address))
      const { status, text } = answer
      expect(status).toBe(200)
      for (const word of words) expect(seen(text)).toContain(word)
      expect(slowestOf(waits), 'of health, in milliseconds').toBeLessThanOrEqual(healthMsMax)
    }
  })

  test('that came from an editor for HTML shows its words', async () => {
    await put('dashboards', {
      name: 'htm-1',
      service: 't1',
      description: '<p>Monthly <b>revenue</b></p><ul><li>by region</li></ul><script>alert("x")</script>',
    })
    await put('dashboards', {
      name: 'htm-2',
      service: 't1',
      description: 'Before\n\n<table><tr><td>cell</td></tr></table>\n\nafter',
    })
    await put('dashboards', { name: 'htm-3', service: 't1', description: 'amount <limit> applies' })
    const first = (await open('/dashboards/t1.htm-1')).text
    expect(first).toContain('<p>Monthly <b>revenue</b></p><ul><li>by region</li></ul>')
    expect(first).not.toContain('<script>alert')
    expect(seen((await open('/dashboards/t1.htm-2')).text)).toContain('Before cell after')
    expect(seen((await open('/dashboards/t1.htm-3')).text)).toContain('amount <limit> applies')
  })

  test('the preview is the same, by a call of its own', async () => {
    const format = (text: string) => call(server, 'POST', 'markdown', { token: server.token, body: { text } })
    expect((await format('**a** <limit>')).body).toEqual({ html: '<p><strong>a</strong> &#x3C;limit></p>\n' })
    expect((await format('*a_'.repeat(30_000))).status).toBe(200)
    expect((await format('a'.repeat(100_001))).status).toBe(400)
    expect((await call(server, 'POST', 'markdown', { body: { text: 'a' } })).status).toBe(401)
  })
})

/** The scripts that a page names, as a browser gets them. */
async function scriptsOf(path: string): Promise<number[]> {
  const { status, text: html } = await open(path)
  expect(status).toBe(200)
  // Old browsers alone fetch what is marked `nomodule`.
  const tags = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/nomodule/i.test(tag))
  const addresses = new Set(tags.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []))
  return Promise.all(
    [...addresses].map(async (address) => {
      const response = await fetch(server.url + address, { headers: { 'accept-encoding': 'gzip, deflate, br' } })
      expect([response.status, response.headers.get('content-encoding')], address).toEqual([200, 'br'])
      expect(response.headers.get('cache-control'), address).toContain('immutable')
      await response.arrayBuffer()
      return Number(response.headers.get('content-length'))
    }),
  )
}

describe('what a first view loads', () => {
  beforeAll(async () => {
    for (const [path, body] of [
      ['services/dashboardServices', { name: 'weighed', serviceType: 'Looker' }],
      ['charts', { name: 'chart', service: 'weighed' }],
      ['dashboards', { name: 'dashboard', service: 'weighed', description: '**Bold**', charts: ['weighed.chart'] }],
    ] as const)
      await put(path, body)
  })

  test.each([
    ['/dashboards', 180_000],
    ['/charts', 180_000],
    ['/services', 180_000],
    ['/dashboards/weighed.dashboard', 220_000],
    ['/charts/weighed.chart', 220_000],
    ['/services/weighed', 220_000],
  ])('%s: at most %d bytes of compressed script', async (path, bytesMax) => {
    const scripts = await scriptsOf(path)
    expect(scripts.length).toBeGreaterThan(5)
    expect(scripts.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(bytesMax)
  })
})
