import { expect, test } from 'vitest'
import { safeNextPath } from '@/lib/http/next-path'

test.each([
  [undefined, '/'],
  ['', '/'],
  ['/dashboards/sample_superset.10?tab=charts#x', '/dashboards/sample_superset.10?tab=charts#x'],
  ['/dashboards/a%2Fb', '/dashboards/a%2Fb'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/..//evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/api/v1/users/logout', '/'],
])('%j leads to %j', (next, path) => {
  expect(safeNextPath(next)).toBe(path)
})
