import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { type CodeRequest, curlCode, pythonCode, typescriptCode } from '@/lib/client/request-code'
import { dashboards } from '@/lib/model/entities/dashboard'

const body = {
  name: '10',
  service: 'sample_superset',
  description: 'It\'s "big"\nand `new`, $5',
  charts: ['a.1', 'a.2'],
}
const write = (method: 'POST' | 'PUT'): CodeRequest => ({
  def: dashboards,
  origin: 'https://host',
  write: { method, body, fqn: 'sample_superset.10' },
})
const patch: CodeRequest = {
  def: dashboards,
  origin: 'https://host',
  write: { method: 'PATCH', id: 'some-id', version: 1, steps: [{ op: 'remove', path: '/description' }] },
}

describe('a request as code', () => {
  test('curl: a shell hands over the very body', () => {
    const script = `curl() { for word; do last=$word; done; printf %s "$last"; }\n${curlCode(write('POST'))}`
    expect(JSON.parse(execFileSync('sh', ['-c', script], { encoding: 'utf8' }))).toEqual(body)
    expect(curlCode(write('POST'))).toContain("curl -X POST \\\n  'https://host/api/v1/dashboards'")
  })

  test('TypeScript: fetch gets address, method and body', async () => {
    const calls: { url: string; init: { method: string; body: string; headers: Record<string, string> } }[] = []
    const fetch = async (url: string, init: (typeof calls)[number]['init']) => {
      calls.push({ url, init })
      return { ok: true, json: async () => ({}) }
    }
    const run = (code: string) => new Function('fetch', 'token', `return (async () => {${code}})()`)(fetch, 'secret')
    await run(typescriptCode(write('PUT')))
    await run(typescriptCode(patch))
    expect(calls[0]).toMatchObject({ url: 'https://host/api/v1/dashboards', init: { method: 'PUT' } })
    expect(JSON.parse(calls[0]?.init.body ?? '')).toEqual(body)
    expect(calls[1]?.init.headers).toEqual({
      Authorization: 'Bearer secret',
      'Content-Type': 'application/json-patch+json',
      'If-Match': 'W/"1.0"',
    })
  })

  test('Python: creating only looks first, because the client’s create is a PUT', () => {
    expect(pythonCode(write('PUT'))).toMatchInlineSnapshot(`
      "from metadata.generated.schema.api.data.createDashboard import CreateDashboardRequest
      from metadata.sdk import configure
      from metadata.sdk.entities import Dashboards

      configure(host="https://host/api", jwt_token=TOKEN)
      request = CreateDashboardRequest(
          name="10",
          service="sample_superset",
          description="It's \\"big\\"\\nand \`new\`, $5",
          charts=[
              "a.1",
              "a.2",
          ],
      )
      Dashboards.create(request)"
    `)
    expect(pythonCode(write('POST'))).toContain('if Dashboards.retrieve_by_name("sample_superset.10") is not None:')
    expect(pythonCode(patch)).toContain('headers={"If-Match": "W/\\"1.0\\""},')
  })
})
