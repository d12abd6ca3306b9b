/** What an import is told to leave alone, its plan as a file, what was held back, and how far a job was taken back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aService, ask as askOf, type Signed } from '@/e2e/http/jobs'
import { call, startServerWithAdministrator } from '@/e2e/server'

let server: Signed
beforeAll(async () => {
  server = await startServerWithAdministrator()
  await aService(server)
})
afterAll(() => server.stop())

const ask = (method: string, path: string, body?: unknown) => askOf(server, method, path, body)
const put = (name: string, displayName: string) =>
  call(server, 'PUT', 'dashboards', { token: server.token, body: { name, displayName, service: 'files' } })
const titleOf = async (name: string) =>
  Object((await call(server, 'GET', `dashboards/name/files.${name}`, { token: server.token })).body).displayName

const file = (...rows: string[]) => `name,service,displayName,tags\n${rows.join('\n')}\n`

test('a file alone says by its address what is written, and a nightly one stops for its failures', async () => {
  await put('there', 'There')
  const rows = file('there,files,New,', 'fresh,files,Fresh,')
  const only = await ask('POST', 'imports?mode=create&deleted=fail&stopAfter=3&wait=60', rows)
  expect(only.body).toMatchObject({
    state: 'planned',
    counts: { create: 1, skipped: 1 },
    file: { mapping: { mode: 'create', deleted: 'fail', stopAfter: 3 } },
  })
  const skipped = await ask('GET', `jobs/${only.body.id}/rows?outcome=skipped`)
  expect(skipped.body.data).toMatchObject([{ message: 'There is such a one: only new ones are created' }])
  await ask('POST', `jobs/${only.body.id}/cancel`)

  const bad = file('there,files,New,', 'bad,files,Bad,No.Such')
  const stopped = await ask('POST', 'imports?stopAfter=1&run=true&wait=60', bad)
  expect(stopped.body).toMatchObject({ state: 'failed', counts: { update: 1, refused: 1 } })
  expect(stopped.body.problem).toBe('1 row failed, and the import stops after 1')
  expect(await titleOf('there')).toBe('There')
  const waiting = await ask('POST', 'imports?stopAfter=1&wait=60', bad)
  expect((await ask('POST', `jobs/${waiting.body.id}/run`, {})).status).toBe(409)
  await ask('POST', `jobs/${waiting.body.id}/cancel`)

  for (const wrong of ['mode=delete', 'deleted=keep', 'stopAfter=0', 'stopAfter=many'])
    expect((await ask('POST', `imports?${wrong}`, rows)).status).toBe(400)
})

test('a plan is a file in two forms, and found by what it changes', async () => {
  await put('formula', '=cmd')
  const created = await ask('POST', 'imports?wait=60', file('formula,files,Plain,', 'other,files,Other,'))
  const { id } = created.body
  const csv = await ask('GET', `jobs/${id}/plan`)
  expect(csv.headers.get('content-type')).toMatch(/^text\/csv/)
  expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="plan-${id}.csv"`)
  expect(csv.text).toContain(",displayName,changed,'=cmd,Plain,")
  const all = await ask('GET', `jobs/${id}/plan?format=json`)
  expect(all.body).toMatchObject([{ outcome: 'update' }, { outcome: 'create' }])
  expect((await ask('GET', `jobs/${id}/plan?format=json&outcome=create`)).body).toHaveLength(1)
  expect((await ask('GET', `jobs/${id}/plan?format=xml`)).status).toBe(400)
  const found = await ask('GET', `jobs/${id}/rows?field=displayName&change=changed&service=files`)
  expect(found.body).toMatchObject({ data: [{ row: 0 }], paging: { total: 1 } })
  expect((await ask('GET', `jobs/${id}/rows?change=none`)).status).toBe(400)
  await ask('POST', `jobs/${id}/cancel`)
})

test('what was held back is tried again, and what was edited since is taken back by a word', async () => {
  for (const name of ['a', 'b']) await put(name, 'Before')
  const planned = await ask('POST', 'imports?wait=60', file('a,files,After,', 'b,files,After,'))
  const { id } = planned.body
  expect((await ask('POST', `jobs/${id}/retry`)).status).toBe(409)
  await put('b', 'Meanwhile')
  expect((await ask('POST', `jobs/${id}/run?wait=60`, {})).body.counts).toEqual({ updated: 1, held: 1 })
  const again = await ask('POST', `jobs/${id}/retry?wait=60`)
  expect(again).toMatchObject({ status: 201, body: { state: 'planned', counts: { update: 1 } } })
  await ask('POST', `jobs/${again.body.id}/run?wait=60`, {})
  expect(await titleOf('b')).toBe('After')
  expect((await ask('POST', `jobs/${again.body.id}/retry`)).status).toBe(400)

  await put('a', 'Since')
  const undo = await ask('POST', `jobs/${id}/undo?wait=60`)
  expect(undo.body.counts).toEqual({ held: 1 })
  const choice = await ask('POST', `jobs/${undo.body.id}/choice`, { heldRows: { tick: [0] } })
  expect(choice.body).toMatchObject({ held: false, heldRows: [0] })
  expect((await ask('POST', `jobs/${undo.body.id}/run?wait=60`, {})).body.counts).toEqual({ updated: 1 })
  expect(await titleOf('a')).toBe('Before')
  const told = { id: undo.body.id, state: 'finished', left: 0, isTakenBack: false }
  expect((await ask('GET', `jobs/${id}`)).body.undo).toEqual(told)
  const { body } = await ask('GET', `jobs?kind=import&everybody=true&startedBy=${planned.body.startedBy}`)
  expect(body.data.find((job: { id: string }) => job.id === id).undo).toEqual(told)
  expect((await ask('GET', 'jobs?everybody=true&startedBy=nobody')).body.data).toEqual([])
})
