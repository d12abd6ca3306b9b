import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator()
  const api = (method: string, path: string, body: unknown) => call(server, method, path, { token: server.token, body })
  for (const name of ['one', 'two']) await api('PUT', 'services/dashboardServices', { name, serviceType: 'Superset' })
  const many = Array.from({ length: 1_001 }, (_, index) => ({
    name: `d${index}`,
    service: 'one',
    displayName: `=${index}`,
  }))
  for (const rows of [many.slice(0, 500), many.slice(500), [{ name: 'x', service: 'two' }]])
    expect((await api('PUT', 'dashboards/bulk', rows)).status).toBe(200)
})
afterAll(() => server.stop())

const exported = (query: string, token = server.token) =>
  fetch(`${server.url}/api/x/exports/dashboards${query}`, { headers: { Authorization: `Bearer ${token}` } })

test('everything comes, in order and once, through many pages', async () => {
  const answer = await exported('?format=jsonl&service=one')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson'])
  const names = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).name)
  expect(names).toHaveLength(1_001)
  expect(new Set(names).size).toBe(1_001)
  expect(names).toEqual(names.toSorted())
})

test('a CSV is safe to open, and a list of JSON is what the bulk call takes', async () => {
  const text = await (await exported('?q=d17')).text()
  expect(text).toContain('\r\n')
  expect(text).toContain(",'=17,")
  const list = JSON.parse(await (await exported('?format=json&service=two')).text())
  expect(list).toEqual([{ name: 'x', service: 'two', dashboardType: 'Dashboard' }])
  const again = await call(server, 'PUT', 'dashboards/bulk', { token: server.token, body: list })
  expect(again.body).toMatchObject({ status: 'success' })
  expect(await (await exported('?format=json&service=nowhere')).text()).toBe('[\n]\n')
  expect(await (await exported('?format=jsonl&service=nowhere')).text()).toBe('')
})

test('a CSV begins with what is asked for, and is imported again with it', async () => {
  const bytesOf = async (query: string) => [...new Uint8Array(await (await exported(query)).arrayBuffer())]
  const [usual, plain] = [await bytesOf('?service=two'), await bytesOf('?service=two&byteOrderMark=false')]
  expect(usual).toEqual([0xef, 0xbb, 0xbf, ...plain])
  const day = new Date().toISOString().slice(0, 10)
  for (const mark of ['', '&byteOrderMark=false']) {
    const told = await (await exported(`?service=two&q=x&comment=true${mark}`)).text()
    expect(told.split('\r\n')[0]).toBe(`# dashboards of ${server.url} on ${day} - filter q=x&service=two - schema 1`)
    const job = await fetch(`${server.url}/api/x/imports?wait=60`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': 'text/csv' },
      body: told,
    })
    expect(await job.json()).toMatchObject({ state: 'planned', counts: { unchanged: 1 } })
  }
  expect((await exported('?byteOrderMark=perhaps')).status).toBe(400)
})

test('a workbook is imported again, and nothing changes', async () => {
  const answer = await exported('?format=xlsx&service=one')
  const type = answer.headers.get('content-type') ?? ''
  expect([answer.status, answer.headers.get('content-disposition')]).toEqual([200, expect.stringContaining('.xlsx"')])
  const job = await fetch(`${server.url}/api/x/imports?wait=60`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': type },
    body: await answer.arrayBuffer(),
  })
  expect(await job.json()).toMatchObject({ state: 'planned', counts: { unchanged: 1_001 } })
})

test('a job makes the same file in the background', async () => {
  const headers = { Authorization: `Bearer ${server.token}`, 'Content-Type': 'application/json' }
  const body = { kind: 'export', collection: 'dashboards', filter: { service: 'one' }, format: 'xlsx' }
  const ask = (given: object) =>
    fetch(`${server.url}/api/x/jobs?wait=60`, { method: 'POST', headers, body: JSON.stringify({ ...body, ...given }) })
  for (const format of ['csv', 'json', 'jsonl']) {
    const answer = await ask({ format })
    const job = await answer.json()
    expect([answer.status, job]).toEqual([
      201,
      expect.objectContaining({ kind: 'export', state: 'finished', counts: { unchanged: 1_001 } }),
    ])
    const file = await fetch(`${server.url}/api/x/jobs/${job.id}/file`, { headers })
    const streamed = await exported(`?format=${format}&service=one`)
    expect(await file.text()).toBe(await streamed.text())
    for (const name of ['content-type', 'content-disposition'])
      expect(file.headers.get(name)).toBe(streamed.headers.get(name))
  }
  const begun = await (await ask({ format: 'csv', byteOrderMark: false, comment: true })).json()
  const plain = await fetch(`${server.url}/api/x/jobs/${begun.id}/file`, { headers })
  const asked = await exported('?service=one&byteOrderMark=false&comment=true')
  expect(await plain.text()).toBe(await asked.text())
  const { id } = await (await ask({})).json()
  const book = await fetch(`${server.url}/api/x/jobs/${id}/file`, { headers })
  const again = await fetch(`${server.url}/api/x/imports?wait=60`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': book.headers.get('content-type') ?? '' },
    body: await book.arrayBuffer(),
  })
  expect(await again.json()).toMatchObject({ state: 'planned', counts: { unchanged: 1_001 } })
  expect((await ask({ format: 'pdf' })).status).toBe(400)
  expect((await ask({ filter: { service: 'nowhere' } })).status).toBe(400)
})

test('what cannot be exported is refused before the file begins', async () => {
  expect((await exported('?format=pdf')).status).toBe(400)
  expect((await exported('?ids=1,2')).status).toBe(400)
  expect((await exported('?sort=colour')).status).toBe(400)
  expect((await exported('', 'nobody')).status).toBe(401)
})
