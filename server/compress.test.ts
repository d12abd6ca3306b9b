import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { description } from '@/lib/http/openapi/testing'
import { isRecord } from '@/lib/model/rules/is-record'
import { compress, holdsSecrets } from '@/server/compress'

/** Members that are secrets, or hold some for those who may see them. */
const secret = /^(?:access|refresh|JWT|jwt)?[tT]oken$|^connection$|^sourceConfig$/

function namesSecret(schema: unknown, seen = new Set<unknown>()): boolean {
  if (!isRecord(schema) && !Array.isArray(schema)) return false
  if (seen.has(schema)) return false
  seen.add(schema)
  if (Array.isArray(schema)) return schema.some((part) => namesSecret(part, seen))
  if (typeof schema.$ref === 'string') {
    const referred = description.components.schemas[schema.$ref.replace('#/components/schemas/', '')]
    return namesSecret(referred, seen)
  }
  const names = isRecord(schema.properties) ? Object.keys(schema.properties) : []
  return names.some((name) => secret.test(name)) || Object.values(schema).some((part) => namesSecret(part, seen))
}

describe('answers that hold secrets, by the description of the API,', () => {
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({ path, method, answers: responses })),
  )
  const secretive = operations.filter(({ answers }) => namesSecret(answers)).map(({ path }) => `/api${path}`)

  test('are many', () => {
    expect(secretive).toEqual(
      expect.arrayContaining([
        '/api/v1/users/login',
        '/api/v1/users/refresh',
        '/api/v1/users/security/token',
        '/api/v1/users/generateToken/{id}',
        '/api/v1/users/auth-mechanism/{id}',
        '/api/v1/services/dashboardServices/{id}',
      ]),
    )
  })

  test('are not compressed', () => {
    expect(secretive.filter((path) => !holdsSecrets(path) || !holdsSecrets(`${path}?fields=owners`))).toEqual([])
  })

  test('are not all there are', () => {
    const others = ['/api/v1/dashboards', '/api/v1/users?limit=10', '/api/v1/users/name/login', '/api/v1/openapi.json']
    expect(others.filter(holdsSecrets)).toEqual([])
  })
})

/** How an answer of so many bytes arrives that is written as the API's door writes: headers with the length, the body, the end. */
async function arriving(path: string, bytes: number, encoding: string) {
  const server = createServer((request, response) => {
    compress(request, response)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes })
    response.write(Buffer.from('a'.repeat(bytes)))
    response.end()
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's
  return new Promise<{ encoding: string | undefined; vary: string | undefined }>((resolve) => {
    get({ port, path, headers: { 'accept-encoding': encoding } }, (response) => {
      response.resume()
      resolve({ encoding: response.headers['content-encoding'], vary: response.headers.vary })
    })
  })
}

test.each([
  ['/api/v1/dashboards', 100, 'gzip', undefined],
  ['/api/v1/dashboards', 4_095, 'gzip', undefined],
  ['/api/v1/dashboards', 4_096, 'gzip', 'gzip'],
  ['/api/v1/dashboards', 9_000, 'br, gzip', 'br'],
  ['/api/v1/dashboards', 9_000, 'identity', undefined],
  ['/api/v1/users/login', 9_000, 'gzip', undefined],
  ['/sign-in', 2_000, 'gzip', 'gzip'],
])('%s, %d bytes for whoever takes %s: %s', async (path, bytes, accepted, encoding) => {
  expect((await arriving(path, bytes, accepted)).encoding).toBe(encoding)
})

test('what may come compressed says so to caches', async () => {
  expect((await arriving('/api/v1/dashboards', 9_000, 'identity')).vary).toBe('Accept-Encoding')
})
