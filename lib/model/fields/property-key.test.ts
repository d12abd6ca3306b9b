import { expect, test } from 'vitest'
import { comparedMax, formatPropertyValues, parsePropertyValues, propertyKeys } from '@/lib/model/fields/property-key'

test('numbers stand in their own order', () => {
  const numbers = [-Infinity, -1e300, -20, -1.5, -1e-9, 0, 1e-9, 1, 9.5, 10, 2 ** 53, 1e300]
  const keys = numbers.map((number) => propertyKeys(number)[0] ?? '')
  expect(keys.toSorted()).toEqual(keys)
  expect(propertyKeys(-0)).toEqual(propertyKeys(0))
})

test('texts count in any case, and lists by each of their values once', () => {
  expect(propertyKeys(' Board ')).toEqual(['tboard'])
  expect(propertyKeys(['Staff', 'Board', 'staff'])).toEqual(['tstaff', 'tboard'])
  expect(propertyKeys([{ id: 'x', type: 'user' }])).toEqual(['tx'])
  expect([undefined, null, '', ' ', true, { rows: [] }].flatMap(propertyKeys)).toEqual([])
  const [key = ''] = propertyKeys('x'.repeat(comparedMax + 1))
  expect(key).not.toBe(propertyKeys('x'.repeat(comparedMax))[0])
})

test('values in an address come back as they were', () => {
  const values = { audience: 'Board, all: yes', 'a:b': '100%' }
  expect(parsePropertyValues(formatPropertyValues(values))).toEqual(values)
  expect(parsePropertyValues('')).toEqual({})
  expect({ ...parsePropertyValues('__proto__:x') }).toEqual({ ['__proto__']: 'x' })
  for (const text of ['audience', 'a:b:c', ':x', 'a:', 'a:%']) expect(parsePropertyValues(text), text).toBeUndefined()
})
