/**
 * A policy with a condition, on the built server: every page there is, for somebody who may do everything but see one
 * tagged dashboard. The calls of the API are walked in `lib/http/policies.test.ts`.
 */
import { globSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator, call, type RunningServer, startServerWithAdministrator, tokenOf } from '@/e2e/server'
import { createdExample, exampleFqn, exampleOrder } from '@/lib/http/operations/entity-examples'
import { definitions } from '@/lib/model/entities/registry'
import { variableIn } from '@/lib/model/wire/example-request'

let server: RunningServer & { readonly token: string }
/** Somebody under the policy. */
let token: string
const reader = { email: 'rita@example.com', password: 'Correct-horse-8' }
const known: Record<string, string> = {}
const hidden = { id: '', displayName: 'Hidden Harbour', description: 'Where the ships lie', fqn: 'sample_superset.10' }
const open = { name: 'open', displayName: 'Open Harbour' }

const tagged = (tagFQN: string) => ({ tagFQN, source: 'Classification', labelType: 'Manual', state: 'Confirmed' })
const admin = async (method: string, path: string, body?: unknown) => {
  const answer = await call(server, method, path, { token: server.token, body })
  if (answer.status >= 300)
    throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer.body
}
const filled = (value: unknown): unknown => {
  if (typeof value === 'string') return known[variableIn(value) ?? ''] ?? value
  if (Array.isArray(value)) return value.map(filled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member)]))
}

beforeAll(async () => {
  server = await startServerWithAdministrator()
  for (const type of exampleOrder) {
    const def = definitions.find((each) => each.type === type)
    if (def === undefined) throw new Error(`no definition of ${type}`)
    const { id } = await admin('PUT', def.path, filled(createdExample(def)))
    known[`${type.replaceAll(/(?=[A-Z])/g, '_').toUpperCase()}_ID`] = String(id)
  }
  hidden.id = known.DASHBOARD_ID ?? ''
  const governed = {
    owners: [{ id: known.USER_ID, type: 'user' }],
    domains: ['Sales'],
    dataProducts: ['Revenue'],
    charts: ['sample_superset.127'],
  }
  await admin('PUT', 'dashboards', {
    name: open.name,
    displayName: open.displayName,
    service: 'sample_superset',
    ...governed,
  })
  await admin('PUT', 'dashboards', {
    ...createdExample({ type: 'dashboard' }),
    ...governed,
    displayName: hidden.displayName,
    description: hidden.description,
    tags: [tagged('PII.Sensitive'), tagged('Audience.Board'), { ...tagged('Business.Churn'), source: 'Glossary' }],
  })
  const everything = { operations: ['All'], resources: ['all'] }
  await admin('PUT', 'policies', {
    name: 'HarbourPolicy',
    rules: [
      { name: 'everything', effect: 'allow', ...everything },
      {
        name: 'not-the-tagged',
        effect: 'deny',
        operations: ['ViewAll'],
        resources: ['all'],
        condition: "matchAnyTag('PII.Sensitive')",
      },
    ],
  })
  const role = await admin('PUT', 'roles', { name: 'HarbourRole', policies: ['HarbourPolicy'] })
  await admin('POST', 'users', { name: 'rita', ...reader, roles: [role.id] })
  token = await tokenOf(server, reader)
})
afterAll(() => server?.stop())

describe('a dashboard that a condition hides', () => {
  test('is on no page', async () => {
    const cookieOf = async (person: typeof reader) => {
      const response = await fetch(`${server.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.url },
        body: JSON.stringify(person),
      })
      return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    }
    const cookies = { whole: await cookieOf(administrator), part: await cookieOf(reader) }
    const fqns: Readonly<Record<string, string>> = {
      dashboards: hidden.fqn,
      charts: exampleFqn({ type: 'chart' }),
      services: exampleFqn({ type: 'dashboardService' }),
    }
    const pages = globSync('app/(catalogue)/**/page.tsx').map((file) => {
      const path = file
        .replace('app/(catalogue)/', '')
        .replace('page.tsx', '')
        .replaceAll(/\(\w+\)\//g, '')
      const section = path.split('/')[0] ?? ''
      return path
        .replace('[fqn]', encodeURIComponent(fqns[section] ?? ''))
        .replace('[id]', hidden.id)
        .replace(/\/$/, '')
    })
    expect(pages.length).toBeGreaterThan(10)
    const on = async (page: string, cookie: string) => {
      const response = await fetch(`${server.url}/${page}`, { headers: { cookie } })
      const text = await response.text()
      return {
        signedIn: !response.url.includes('sign-in'),
        secrets: Object.values(hidden).filter((secret) => text.includes(secret) && !page.includes(secret)),
        open: text.includes(open.displayName),
      }
    }
    const revealing: string[] = []
    const showing: string[] = []
    for (const page of [...pages, 'dashboards?q=harbour', `dashboards/new?from=${hidden.fqn}`]) {
      if ((await on(page, cookies.whole)).secrets.length > 0) revealing.push(page)
      const { secrets, signedIn, open } = await on(page, cookies.part)
      expect({ page, secrets, signedIn }).toEqual({ page, secrets: [], signedIn: true })
      if (open) showing.push(page)
    }
    expect(revealing).toEqual(
      expect.arrayContaining([
        'dashboards',
        `dashboards/${hidden.fqn}`,
        'services/sample_superset',
        'dashboards?q=harbour',
      ]),
    )
    expect(showing).toEqual(expect.arrayContaining(['dashboards', 'services/sample_superset', 'dashboards?q=harbour']))
  })

  test('leaves everything else where it is', async () => {
    const list = await call(server, 'GET', 'dashboards?fields=owners,tags', { token })
    expect(list.body).toMatchObject({ data: [{ displayName: open.displayName }], paging: { total: 1 } })
    const refused = await call(server, 'GET', `dashboards/${hidden.id}`, { token })
    expect(refused.status).toBe(403)
    expect(refused.body.message).toBe(
      "Principal: CatalogPrincipal{name='rita'} operation ViewBasic denied by role HarbourRole, policy HarbourPolicy, rule not-the-tagged",
    )
  })
})

test('a policy with a condition that cannot be read is refused with the place', async () => {
  const rule = { name: 'r1', resources: ['dashboard'], operations: ['All'], effect: 'allow', condition: 'isOwner( &&' }
  const { status, body } = await call(server, 'POST', 'policies', {
    token: server.token,
    body: { name: 'broken', rules: [rule] },
  })
  expect(status).toBe(400)
  expect(body.fields).toEqual([{ path: '/rules/0/condition', message: expect.stringContaining('&& at character 10') }])
})
