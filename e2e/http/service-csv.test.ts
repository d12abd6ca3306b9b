/** The dashboards of a service as a CSV and back, as clients of OpenMetadata call it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator, tokenOf } from '@/e2e/server'

let server: RunningServer & { token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator()
  const api = (path: string, body: unknown) => call(server, 'PUT', path, { token: server.token, body })
  await api('services/dashboardServices', { name: 'my.csv', serviceType: 'Superset' })
  await api('dashboards', {
    name: 'a/b',
    service: '"my.csv"',
    displayName: 'Quotes "inside"',
    description: 'Two\nlines',
  })
})
afterAll(() => server.stop())

const path = '/api/v1/services/dashboardServices/name/%22my.csv%22'
const send = (method: string, rest: string, text?: string, token = server.token) =>
  fetch(`${server.url}${path}${rest}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'text/plain; charset=UTF-8' },
    ...(text !== undefined && { body: text }),
  })
const total = async (): Promise<number> => {
  const { body } = await call(server, 'GET', 'dashboards?limit=0&service=%22my.csv%22', { token: server.token })
  return (body as { paging: { total: number } }).paging.total
}

test('a file that was exported is imported, dry unless it is said otherwise', async () => {
  const answer = await send('GET', '/export')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
  const text = await answer.text()
  expect(text).toMatch(/^name\*,displayName,description,dashboardType,/)
  const more = `${text}new,From a CSV,,,,,,,,,,,,\r\n`
  const dry = await send('PUT', '/import', more)
  expect([dry.status, await dry.json()]).toMatchObject([
    200,
    { dryRun: true, status: 'success', numberOfRowsProcessed: 3, numberOfRowsPassed: 3, numberOfRowsFailed: 0 },
  ])
  expect(await total()).toBe(1)
  const result = await (await send('PUT', '/import?dryRun=false', more)).json()
  expect(result).toMatchObject({ dryRun: false, status: 'success', numberOfRowsProcessed: 3 })
  expect(result.importResultsCsv).toMatch(/\r\nsuccess,Entity updated,a\/b,[\s\S]*\r\nsuccess,Entity created,new,/)
  expect(await total()).toBe(2)
  const one = await call(server, 'GET', 'dashboards/name/%22my.csv%22.a%2Fb', { token: server.token })
  expect(one.body).toMatchObject({ version: 0.1, description: 'Two\nlines' })
})

test('as a job it is answered at once, and done in the background', async () => {
  const text = await (await send('GET', '/export')).text()
  const answer = await send('PUT', '/importAsync?dryRun=false', `${text}later,,,,,,,,,,,,,\r\n`)
  const { jobId, message } = await answer.json()
  expect([answer.status, message]).toEqual([200, 'Import is in progress.'])
  const headers = { Authorization: `Bearer ${server.token}` }
  const job = await (await fetch(`${server.url}/api/x/jobs/${jobId}?wait=30`, { headers })).json()
  expect(job).toMatchObject({ state: 'finished', counts: { created: 1, unchanged: 2 } })
})

test('an export as a job is answered at once, and its file is the one of the call that waits', async () => {
  const answer = await send('GET', '/exportAsync')
  const { jobId, message } = await answer.json()
  expect([answer.status, message]).toEqual([202, 'Export initiated successfully.'])
  const headers = { Authorization: `Bearer ${server.token}` }
  const job = await (await fetch(`${server.url}/api/x/jobs/${jobId}?wait=30`, { headers })).json()
  expect(job).toMatchObject({ kind: 'export', state: 'finished', counts: { unchanged: await total() } })
  const file = await fetch(`${server.url}/api/x/jobs/${jobId}/file`, { headers })
  expect([file.status, await file.text()]).toEqual([200, await (await send('GET', '/export')).text()])
  const undo = await fetch(`${server.url}/api/x/jobs/${jobId}/undo`, { method: 'POST', headers })
  expect(undo.status).toBe(400)
})

test('what is no such file writes nothing, and says what is wrong', async () => {
  const before = await total()
  const foreign = await (await send('PUT', '/import?dryRun=false', 'name,title\r\nx,y\r\n')).json()
  expect(foreign).toEqual({
    dryRun: false,
    status: 'aborted',
    abortReason: expect.stringMatching(/^#INVALID_HEADER: Headers \[name, title\] doesn't match \[name\*, /),
    numberOfRowsProcessed: 1,
    numberOfRowsPassed: 0,
    numberOfRowsFailed: 1,
  })
  const header = (await (await send('GET', '/export')).text()).split('\r\n')[0]
  expect(await (await send('PUT', '/import', `${header}\r\n`)).json()).toMatchObject({ status: 'success' })
  const broken = await (await send('PUT', '/import', `${header}\r\n"x,,,,,,,,,,,,,\r\n`)).json()
  expect(broken).toMatchObject({ status: 'aborted', abortReason: expect.stringMatching(/^#PARSER_FAILURE: /) })
  expect(await (await send('PUT', '/import')).json()).toMatchObject({ status: 'aborted' })
  expect((await send('PUT', '/import', 'x'.repeat(8 * 1024 * 1024 + 1))).status).toBe(413)
  expect(await total()).toBe(before)
})

test('it takes the rights of the service', async () => {
  const reader = { email: 'reader@example.com', password: 'Correct-horse-8' }
  await call(server, 'POST', 'users', { token: server.token, body: { name: 'reader', ...reader } })
  const token = await tokenOf(server, reader)
  expect((await send('PUT', '/import', 'x', token)).status).toBe(403)
  expect((await send('PUT', '/importAsync', 'x', token)).status).toBe(403)
  for (const path of ['/export', '/exportAsync']) expect((await send('GET', path, undefined, '')).status).toBe(401)
})
