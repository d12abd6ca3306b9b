/** What the audit keeps for as long as the setting says, from the setting to the answer; nothing else takes an entry away. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, encoded, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

const dayMs = 24 * 60 * 60 * 1000
let server: RunningServer & { token: string }
const admin = (method: string, path: string, body?: unknown) =>
  call(server, method, path, { token: server.token, ...(body !== undefined && { body }) })

interface Entry {
  readonly id: string
  readonly kind: string
  readonly at: number
  readonly detail?: string
  readonly thing?: { readonly fullyQualifiedName: string }
}
async function audit(query: string): Promise<Entry[]> {
  const { status, body } = await admin('GET', `../x/audit?limit=100&${query}`)
  expect([query, status]).toEqual([query, 200])
  return body.data as Entry[] // as the API describes it
}
const details = async () => (await audit('kind=tokenMade')).map(({ detail }) => detail)
const makeToken = async (tokenName: string) =>
  expect((await admin('PUT', 'users/security/token', { tokenName, JWTTokenExpiry: 'OneHour' })).status).toBe(200)

/** As if time had passed for what is there, while no server runs on it. */
function grownOlder(days: number, copies = 0): void {
  const db = new Database(join(server.directory, 'catalog.db'))
  db.prepare('update audit_entry set at = at - ?').run(days * dayMs)
  db.prepare('update change_event set recorded_at = recorded_at - ?').run(days * dayMs)
  const copy =
    db.prepare(`insert into audit_entry (at, kind, actor, caller, address, request_id, thing, thing_type, detail, times)
    select at, kind, actor, caller, address, request_id, thing, thing_type, detail, times from audit_entry limit 1`)
  db.transaction(() => {
    for (let at = 0; at < copies; at += 1) copy.run()
  })()
  db.close()
}
const counted = (): number => {
  const db = new Database(join(server.directory, 'catalog.db'), { readonly: true })
  const row = db.prepare('select count(*) as count from audit_entry').get() as { count: number }
  db.close()
  return row.count
}
async function startedAnew(days: number): Promise<void> {
  await server.stop()
  server = await startServerWithAdministrator({ directory: server.directory, env: { AUDIT_DAYS: String(days) } })
}

beforeAll(async () => {
  server = await startServerWithAdministrator({ alone: true })
})
afterAll(() => server.stop())

test('what is older than the setting goes, what is younger and what commits tell stays', async () => {
  await makeToken('ten days ago')
  await admin('PUT', 'services/dashboardServices', { name: 'bi', serviceType: 'Superset' })
  await server.stop()
  // More than are taken away at once.
  grownOlder(7, 1_200)
  await startedAnew(365)
  await makeToken('three days ago')
  await server.stop()
  grownOlder(3)
  await startedAnew(30)
  await makeToken('today')
  expect(await details()).toEqual(['today', 'three days ago', 'ten days ago'])
  expect(counted()).toBeGreaterThan(1_200)

  await startedAnew(5)
  await expect.poll(details, { timeout: 20_000 }).toEqual(['today', 'three days ago'])
  await expect.poll(counted, { timeout: 20_000 }).toBeLessThan(20)
  const oldest = Date.now() - 5 * dayMs
  const kept = (await audit('kind=tokenMade,signedIn,signInRefused')).map(({ at }) => at)
  expect(kept.every((at) => at >= oldest)).toBe(true)
  // Commits are the history of what they made, and no time takes them away.
  const made = await audit('kind=entityCreated')
  expect(made.map(({ thing }) => thing?.fullyQualifiedName)).toContain('bi')
})

test('nothing that anybody can call changes an entry or takes one away', async () => {
  await call(server, 'POST', 'users/login', { body: { email: 'nobody@example.com', password: encoded('Wrong-one-1') } })
  const before = await audit('kind=tokenMade,signInRefused')
  expect(before.length).toBeGreaterThan(2)
  const [entry] = before
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    for (const path of ['../x/audit', `../x/audit/${entry?.id}`]) {
      const { status } = await admin(method, path, method === 'DELETE' ? undefined : [])
      expect([method, path, [404, 405].includes(status)]).toEqual([method, path, true])
    }
  expect(await audit('kind=tokenMade,signInRefused')).toEqual(before)
  const { body } = await admin('GET', 'openapi.json')
  const audits = Object.entries(body.paths as Record<string, object>).filter(([path]) => path.includes('/audit'))
  expect(audits.flatMap(([, calls]) => Object.keys(calls).filter((key) => key !== 'parameters'))).toEqual(
    audits.map(() => 'get'),
  )
  expect(audits.length).toBeGreaterThan(0)
})

test('a setting that is no number of days is told, and nothing starts', async () => {
  for (const AUDIT_DAYS of ['0', 'a week'])
    await expect(startServerWithAdministrator({ env: { AUDIT_DAYS } })).rejects.toThrow(/AUDIT_DAYS/)
})
