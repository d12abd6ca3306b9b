import { expect, test } from 'vitest'
import { propertyField } from '@/lib/model/fields/property-field'
import {
  beginsAs,
  formatPropertyFilters,
  type PropertyFilter,
  parsePropertyFilters,
  waysOf,
} from '@/lib/model/fields/property-filter'

test('what is asked for in an address comes back as it was', () => {
  const filters: PropertyFilter[] = [
    { name: 'audience', how: 'value', value: 'Board, all: yes' },
    { name: 'a:b', how: 'value', value: '100%' },
    { name: 'cost', how: 'from', value: '1' },
    { name: 'cost', how: 'to', value: '2' },
    { name: 'from', how: 'value', value: 'to' },
    { name: '__proto__', how: 'is', value: 'empty' },
  ]
  expect(parsePropertyFilters(formatPropertyFilters(filters))).toEqual(filters)
  expect(parsePropertyFilters('audience:Board')).toEqual([{ name: 'audience', how: 'value', value: 'Board' }])
  expect(parsePropertyFilters('')).toEqual([])
  for (const text of [
    'audience',
    'a:b:c',
    'a:from:',
    'a:from:1:2',
    ':x',
    'a:',
    'a:%',
    'a:value:%',
    'a:%00',
    'a:contains:x%00y',
  ])
    expect(parsePropertyFilters(text), text).toBeUndefined()
})

test.each([
  ['number', undefined, ['value', 'is', 'from', 'to']],
  ['timestamp', undefined, ['value', 'is', 'from', 'to']],
  ['date-cp', 'yyyy-MM-dd', ['value', 'is', 'contains', 'from', 'to']],
  ['dateTime-cp', "yyyy-MM-dd'T'HH:mm:ss", ['value', 'is', 'contains', 'from', 'to']],
  ['time-cp', 'HH:mm', ['value', 'is', 'contains', 'from', 'to']],
  ['date-cp', 'dd.MM.yyyy', ['value', 'is', 'contains', 'from', 'to']],
  ['dateTime-cp', 'MM/dd/yyyy HH:mm', ['value', 'is', 'contains', 'from', 'to']],
  ['date-cp', 'dd.MM.', ['value', 'is', 'contains']],
  ['date-cp', 'dd.MM.yy', ['value', 'is', 'contains']],
  ['date-cp', 'yyyy-M-d', ['value', 'is', 'contains']],
  ['time-cp', 'hh:mm a', ['value', 'is', 'contains']],
  ['string', undefined, ['value', 'is', 'contains']],
  ['enum', { values: ['a'] }, ['value', 'is', 'contains']],
  ['entityReference', ['user'], ['value', 'is']],
  ['markdown', undefined, ['is']],
  ['table-cp', { columns: ['a'] }, []],
])('%s as %j can be asked for by %j', (name, config, ways) => {
  const propertyType = { id: '00000000-0000-4000-8000-00000000000a', type: 'type', name }
  const field = propertyField({ name: 'x', propertyType, customPropertyConfig: { config } })
  expect([...waysOf(field)]).toEqual(ways)
})

test('a date is asked for by how it begins', () => {
  for (const text of ['2026', '2026-06', '2026-06-30']) expect(beginsAs('yyyy-MM-dd', text), text).toBe(true)
  for (const text of ['26-', 'much', '2026/06', '2026-06-301']) expect(beginsAs('yyyy-MM-dd', text), text).toBe(false)
  expect(beginsAs("yyyy-MM-dd'T'HH", '2026-06-30T12')).toBe(true)
  expect(beginsAs("yyyy-MM-dd'T'HH", '2026-06-30812')).toBe(false)
})
