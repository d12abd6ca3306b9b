import { expect, test } from 'vitest'
import { chartIn, domainIn, personIn, tagIn, waitsForService } from '@/components/import/missing-names'

test('a tag says its classification where it has two parts', () => {
  expect(tagIn('PII.None')).toEqual({ classification: 'PII', name: 'None' })
  expect(tagIn('"P.II".None')).toEqual({ classification: 'P.II', name: 'None' })
  expect(tagIn('Quarterly')).toEqual({ classification: '', name: 'Quarterly' })
  expect(tagIn('broken "quote')).toEqual({ classification: '', name: 'broken "quote' })
})

test('a domain stands below what is said before it', () => {
  expect(domainIn('Finance')).toEqual({ name: 'Finance' })
  expect(domainIn('Finance."Risk.All"')).toEqual({ name: 'Risk.All', parent: 'Finance' })
  expect(domainIn('"A.B".C.D')).toEqual({ name: 'D', parent: '"A.B".C' })
  expect(domainIn('broken "quote')).toEqual({ name: 'broken "quote' })
})

test('a chart is in the service before it, whatever dots are in its name', () => {
  expect(chartIn('sample_superset.revenue')).toEqual({ service: 'sample_superset', name: 'revenue' })
  expect(chartIn('"bi.prod"."Sales.Q3"')).toEqual({ service: '"bi.prod"', name: 'Sales.Q3' })
  expect(chartIn('grafana.Sales.Q3')).toEqual({ service: 'grafana', name: 'Sales.Q3' })
  expect(chartIn('revenue')).toEqual({ service: '', name: 'revenue' })
  expect(chartIn('broken "quote')).toEqual({ service: '', name: 'broken "quote' })
})

test('a chart waits for its service where rows name one that there is not', () => {
  const about = { message: '', count: 1, rowNumbers: [] }
  const missing = (type: string, key: string) => ({ ...about, key, cause: { kind: 'missing', type, key } as const })
  const problems = [missing('dashboardService', 'bi.prod'), missing('tag', 'grafana'), missing('chart', 'looker.x')]
  expect(waitsForService('"bi.prod"."Sales.Q3"', problems)).toBe(
    'There is no service bi.prod: create it, or say which one is meant, first.',
  )
  expect(waitsForService('grafana.x', problems)).toBeUndefined()
  expect(waitsForService('looker.x', problems)).toBeUndefined()
})

test('somebody is guessed from an address, a name in either order, or an account', () => {
  expect(personIn('ana.lopez@example.com')).toEqual({
    name: 'ana.lopez',
    displayName: '',
    email: 'ana.lopez@example.com',
  })
  expect(personIn('Lopez, Ana')).toEqual({ name: 'ana.lopez', displayName: 'Ana Lopez', email: '' })
  expect(personIn('Ana Maria Lopez')).toEqual({ name: 'ana.maria.lopez', displayName: 'Ana Maria Lopez', email: '' })
  expect(personIn(' alopez ')).toEqual({ name: 'alopez', displayName: '', email: '' })
})
