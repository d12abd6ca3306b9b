/** What the controls of a filter by a custom property hold, and what they make of it. */
import { expect, test } from 'vitest'
import { propertiesAsked } from '@/components/catalogue/filter-words'
import { askedOf, filtersOf } from '@/components/catalogue/property-input'
import { propertyField } from '@/lib/model/fields/property-field'
import { parsePropertyFilters } from '@/lib/model/fields/property-filter'

const fieldOf = (name: string, config?: unknown) => {
  const propertyType = { id: '00000000-0000-4000-8000-00000000000a', type: 'type', name }
  return propertyField({ name: 'x', propertyType, ...(config !== undefined && { customPropertyConfig: { config } }) })
}

test.each([
  ['string', undefined, 'x:Board', { how: 'value', value: 'Board' }],
  ['string', undefined, 'x:contains:oar', { how: 'contains', value: 'oar' }],
  ['string', undefined, 'x:is:empty', { how: 'empty', value: '' }],
  ['number', undefined, 'x:from:1,x:to:2', { how: 'between', value: '1', to: '2' }],
  ['number', undefined, 'x:to:2', { how: 'between', value: '', to: '2' }],
  ['date-cp', 'dd.MM.yyyy', 'x:from:01.07.2026,x:to:2026-12', { how: 'between', value: '01.07.2026', to: '2026-12' }],
  ['timestamp', undefined, 'x:from:2026-01-31', { how: 'between', value: '2026-01-31' }],
  ['markdown', undefined, 'x:is:set', { how: 'set' }],
  ['enum', { values: ['eu'] }, 'x:eu', { how: 'value', value: 'eu' }],
])('a %s (%j) asked for by %s', (type, config, address, asked) => {
  const filters = parsePropertyFilters(address) ?? []
  const held = askedOf('x', fieldOf(type, config), [{ name: 'other', how: 'is', value: 'set' }, ...filters])
  expect(held).toMatchObject(asked)
  expect(filtersOf('x', held)).toEqual(filters)
})

test.each([
  ['string', 'value'],
  ['number', 'value'],
  ['timestamp', 'between'],
  ['markdown', 'value'],
])('a %s that is not asked for asks nothing', (type, how) => {
  const held = askedOf('x', fieldOf(type), [])
  expect(held.how).toBe(how)
  expect(filtersOf('x', held)).toEqual([])
})

test('what is asked is told in words, however it was typed', () => {
  const asked = propertiesAsked('Zone:eu,cost:from:1%2C5,note:is:empty,100%:x,,Zone:eu')
  expect([...asked.values()]).toEqual(['Zone: eu', 'cost from 1,5', 'note is empty', '100%: x'])
  expect([...asked.keys()]).toContain('cost:from:1%2C5')
  expect(propertiesAsked(null).size).toBe(0)
})
