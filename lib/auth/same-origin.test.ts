import { expect, test } from 'vitest'
import { requireSameOrigin } from '@/lib/auth/same-origin'

const passes = (method: string, headers: Record<string, string>): boolean => {
  try {
    requireSameOrigin(new Request('http://cat.example/api/v1/dashboards', { method, headers }))
    return true
  } catch (error) {
    expect(error).toMatchObject({ kind: 'forbidden', message: 'The request comes from another site' })
    return false
  }
}

const ours = { host: 'cat.example' }

test.each<[string, Record<string, string>, boolean]>([
  ['POST', { 'sec-fetch-site': 'same-origin' }, true],
  ['POST', { 'sec-fetch-site': 'same-site' }, false],
  ['POST', { 'sec-fetch-site': 'cross-site' }, false],
  ['POST', { 'sec-fetch-site': 'none' }, false],
  // What a browser says of itself counts for more than an origin beside it.
  ['POST', { ...ours, 'sec-fetch-site': 'cross-site', origin: 'http://cat.example' }, false],
  ['POST', { ...ours, origin: 'http://cat.example' }, true],
  ['DELETE', { ...ours, origin: 'https://cat.example' }, true],
  ['PATCH', { ...ours, origin: 'http://cat.example:81' }, false],
  ['PUT', { ...ours, origin: 'http://evil.example' }, false],
  ['PUT', { ...ours, origin: 'http://cat.example.evil.example' }, false],
  ['PUT', { ...ours, origin: 'null' }, false],
  ['PUT', { ...ours, origin: '' }, false],
  ['PUT', ours, false],
  ['PUT', { host: '127.0.0.1:3000', 'x-forwarded-host': 'cat.example', origin: 'https://cat.example' }, true],
  ['PUT', { host: 'cat.example', 'x-forwarded-host': 'other.example', origin: 'http://cat.example' }, false],
  ['GET', { 'sec-fetch-site': 'cross-site' }, true],
  ['HEAD', {}, true],
  ['OPTIONS', {}, true],
])('%s with %j: %s', (method, headers, expected) => {
  expect(passes(method, headers)).toBe(expected)
})
