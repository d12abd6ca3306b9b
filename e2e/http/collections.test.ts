/** What every entity type is given by the engine, over HTTP: the same calls with the same answers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
const send = (method: string, path: string, body?: unknown): Promise<Answer> =>
  call(server, method, path, { token: server.token, ...(body !== undefined && { body }) })

beforeAll(async () => {
  server = await startServerWithAdministrator()
  await send('PUT', 'services/dashboardServices', { name: 'bi', serviceType: 'Superset' })
  await send('PUT', 'classifications', { name: 'Topic', description: 'What it is about' })
  await send('PUT', 'glossaries', { name: 'Business', description: 'Words of the house' })
  await send('PUT', 'domains', { name: 'Sales', domainType: 'Aggregate', description: 'Sells' })
})
afterAll(() => server.stop())

const description = 'As first described'

const collections: [path: string, fqn: string, request: Record<string, unknown>][] = [
  ['dashboards', 'bi.it', { service: 'bi' }],
  ['charts', 'bi.it', { service: 'bi', chartType: 'Line' }],
  ['dashboard/datamodels', 'bi.model.it', { service: 'bi', dataModelType: 'SupersetDataModel', columns: [] }],
  ['services/dashboardServices', 'it', { serviceType: 'Looker' }],
  ['users', 'it', { email: 'it@example.com' }],
  ['teams', 'it', { teamType: 'Group' }],
  ['roles', 'it', { policies: ['DataConsumerPolicy'] }],
  ['policies', 'it', { rules: [{ name: 'see', effect: 'allow', operations: ['ViewAll'], resources: ['all'] }] }],
  ['classifications', 'it', {}],
  ['tags', 'Topic.it', { classification: 'Topic' }],
  ['glossaries', 'it', {}],
  ['glossaryTerms', 'Business.it', { glossary: 'Business' }],
  ['domains', 'it', { domainType: 'Aggregate' }],
  ['dataProducts', 'it', { domains: ['Sales'] }],
]

describe.each(collections)('/%s', (path, fqn, given) => {
  const request = { name: 'it', description, ...given }
  let id = ''

  test('POST creates with 201, once', async () => {
    const { status, body, headers } = await send('POST', path, request)
    expect({ status, message: body.message }).toEqual({ status: 201, message: undefined })
    expect(body).toMatchObject({ name: 'it', fullyQualifiedName: fqn, version: 0.1, description })
    expect(headers.get('location')).toBe(`${server.url}/api/v1/${path}/${body.id}`)
    expect((await send('POST', path, request)).status).toBe(409)
    id = String(body.id)
  })

  test('GET finds it by id, by name and in the list', async () => {
    const byId = await send('GET', `${path}/${id}`)
    expect(byId).toMatchObject({ status: 200, body: { id, fullyQualifiedName: fqn } })
    expect(byId.headers.get('etag')).toMatch(/^".+"$/)
    expect((await send('GET', `${path}/name/${encodeURIComponent(fqn)}`)).body).toEqual(byId.body)
    const { body } = await send('GET', `${path}?limit=1000`)
    expect(body.paging).toMatchObject({ total: (body.data as unknown[]).length })
    expect((body.data as { id: string }[]).filter((entry) => entry.id === id)).toHaveLength(1)
    expect((await send('GET', `${path}?fields=*`)).status).toBe(200)
  })

  test('PUT of the same changes nothing; a changed one is the next version', async () => {
    const same = await send('PUT', path, request)
    expect([same.status, same.body.version]).toEqual([200, 0.1])
    const changed = await send('PUT', path, { ...request, displayName: 'It' })
    expect(changed.body).toMatchObject({
      id,
      version: 0.2,
      changeDescription: { fieldsAdded: [{ name: 'displayName' }] },
    })
  })

  test('PATCH changes one thing by id and by name', async () => {
    const patch = (where: string, value: string) =>
      send('PATCH', `${path}/${where}`, [{ op: 'replace', path: '/description', value }])
    expect((await patch(id, 'Once more')).body).toMatchObject({ version: 0.3, description: 'Once more' })
    expect((await patch(`name/${encodeURIComponent(fqn)}`, 'And again')).body).toMatchObject({ version: 0.4 })
  })

  test('the versions are kept, newest first', async () => {
    const { body } = await send('GET', `${path}/${id}/versions`)
    expect((body.versions as string[]).map((text) => JSON.parse(text).version)).toEqual([0.4, 0.3, 0.2, 0.1])
    expect((await send('GET', `${path}/${id}/versions/0.1`)).body).toMatchObject({ description, version: 0.1 })
  })

  test('PUT bulk takes an array', async () => {
    const { status, body } = await send('PUT', `${path}/bulk`, [{ ...request, displayName: 'It' }, { name: '' }])
    expect(status).toBe(200)
    expect(body).toMatchObject({ numberOfRowsProcessed: 2, numberOfRowsPassed: 1, numberOfRowsFailed: 1 })
  })

  test('DELETE hides it, restore brings it back, a hard DELETE ends it', async () => {
    expect((await send('DELETE', `${path}/${id}`)).status).toBe(200)
    expect((await send('GET', `${path}/${id}`)).status).toBe(404)
    expect((await send('GET', `${path}/${id}?include=deleted`)).status).toBe(200)
    expect((await send('PUT', `${path}/restore`, { id })).status).toBe(200)
    expect((await send('GET', `${path}/${id}`)).status).toBe(200)
    expect((await send('DELETE', `${path}/name/${encodeURIComponent(fqn)}?hardDelete=true`)).status).toBe(200)
    expect((await send('GET', `${path}/${id}?include=all`)).status).toBe(404)
  })
})

test('a collection that does not exist is 404, a method that does not is 405 with those that do', async () => {
  expect(await send('GET', 'pictures')).toMatchObject({ status: 404, body: { code: 404 } })
  const refused = await send('DELETE', 'dashboards')
  expect(refused).toMatchObject({ status: 405, body: { code: 405 } })
  expect(refused.headers.get('allow')).toContain('GET')
})
