import { expect, test } from 'vitest'
import { nameInPath } from '@/lib/http/path-name'

test.each([
  'Growth %',
  'Sales%20Report',
  'a/b',
  'what?',
  '50 % #1',
  ' ends in a space ',
  '看板 📊',
  's."a.b"',
  '%',
  '%25',
  'a\\b',
])('%j is what its address names', (name) => {
  for (const rest of ['', '/edit', '?tab=charts', '#top'])
    expect(nameInPath(`/charts/${encodeURIComponent(name)}${rest}`)).toBe(name)
})

test('a segment that no encoding gives is taken as it stands', () => {
  expect(nameInPath('/charts/50%')).toBe('50%')
})
