/** Names that every object has from birth are names like others: nothing is looked up by them, nothing breaks. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
let dashboard: string
beforeAll(async () => {
  server = await startServerWithAdministrator()
  await send('PUT', 'services/dashboardServices', { name: 'bi', serviceType: 'Superset' })
  const { body } = await send('PUT', 'dashboards', { name: 'kept', service: 'bi' })
  dashboard = String(body.id)
})
afterAll(() => server.stop())

const send = (method: string, path: string, body?: unknown) =>
  call(server, method, path, { token: server.token, ...(body !== undefined && { body }) })

const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty']

interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: { readonly type?: string; readonly format?: string }
}
interface Described {
  readonly paths: Record<string, Record<string, { parameters?: Parameter[]; requestBody?: object }>>
  readonly components: { readonly parameters: Record<string, Parameter> }
}

/** What gets a request past the parameters that are not looked at. */
const plain = ({ name, schema: { type, format } }: Parameter): string =>
  format === 'uuid'
    ? dashboard
    : type === 'integer' || type === 'number'
      ? '1'
      : name === 'type'
        ? 'dashboard'
        : 'bi.kept'

test('as any parameter of any call they are answered, and never by a fault of the server', async () => {
  const api = (await send('GET', 'openapi.json')).body as unknown as Described // its own schema says so
  const resolved = (given: Parameter): Parameter =>
    given.$ref === undefined ? given : (api.components.parameters[given.$ref.split('/').at(-1) ?? ''] ?? given)
  // Reads first: later calls may take away what they read.
  const order = ['get', 'put', 'post', 'patch', 'delete']
  const calls = Object.entries(api.paths)
    .flatMap(([path, methods]) =>
      order.flatMap((method) => {
        const operation = methods[method]
        if (operation === undefined || path.endsWith('/logout')) return []
        const parameters = (operation.parameters ?? []).map(resolved)
        return parameters
          .filter((each) => each.in !== 'header')
          .flatMap((aimed) => names.map((name) => ({ method, path, parameters, aimed, name, operation })))
      }),
    )
    .toSorted((a, b) => order.indexOf(a.method) - order.indexOf(b.method))
  expect(calls.length).toBeGreaterThan(1_000)
  const failures: string[] = []
  const one = async ({ method, path, parameters, aimed, name, operation }: (typeof calls)[number]) => {
    let address = path.replace(/^\/v1\//, '')
    const query = new URLSearchParams()
    for (const each of parameters) {
      const value = each === aimed ? name : plain(each)
      if (each.in === 'path') address = address.replace(`{${each.name}}`, encodeURIComponent(value))
      else if (each === aimed || each.required === true) query.set(each.name, value)
    }
    const body = operation.requestBody === undefined ? undefined : method === 'patch' || path.endsWith('bulk') ? [] : {}
    const { status } = await send(method.toUpperCase(), `${address}?${query}`, body)
    if (status >= 500) failures.push(`${status} ${method} ${address}?${query}`)
  }
  const waiting = calls.values()
  const worker = async () => {
    for (const each of waiting) await one(each)
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  expect(failures).toEqual([])
}, 600_000)

test.each(names)('%s is a name to create, find, search and filter by', async (name) => {
  const { status, body } = await send('PUT', 'dashboards', { name, service: 'bi', extension: {} })
  expect([status, body.fullyQualifiedName]).toEqual([201, `bi.${name}`])
  expect((await send('GET', `dashboards/name/bi.${name}`)).body).toMatchObject({ id: body.id, name })
  const found = await send('GET', `search/query?q=name:${name}&index=dashboard_search_index`)
  expect(JSON.stringify(found.body)).toContain(String(body.id))
  const filter = encodeURIComponent(JSON.stringify({ bool: { must: [{ term: { [`${name}.name`]: 'x' } }] } }))
  for (const asked of [`q=${name}:x`, `q=${name}.name:x`, `q=*&query_filter=${filter}`, `q=*&sort_field=${name}`]) {
    const { status: answered } = await send('GET', `search/query?index=dashboard_search_index&${asked}`)
    expect([asked, answered]).toEqual([asked, 200])
  }
  for (const member of ['extension', 'description']) {
    const { status: refused } = await send('PATCH', `dashboards/${body.id}`, [
      { op: 'add', path: `/${member}/${name}`, value: 'x' },
    ])
    expect([member, refused]).toEqual([member, 400])
  }
  expect((await send('GET', `search/query?q=*&index=${name}`)).status).toBe(400)
  expect((await send('GET', `dashboards?fields=${name}`)).status).toBe(400)
  expect((await send('GET', `dashboards?sort=${name}`)).status).toBe(400)
  expect((await send('GET', `${name}/${body.id}`)).status).toBe(404)
})
