import { expect, test } from 'vitest'
import { comparedMax, keysBeside, propertyKeys } from '@/lib/model/fields/property-key'

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

test('what lies beside a value is of its kind, and up to a text is what begins with it', () => {
  const lies = (key = '', { from, to }: { from: string; to: string }) => key >= from && key <= to
  const [ten, nine, june, july] = [10, 9, '2026-06-30', '2026-07-01'].map((value) => propertyKeys(value)[0])
  expect([ten, nine, june].map((key) => lies(key, keysBeside('from', 10)))).toEqual([true, false, false])
  expect([ten, nine, june].map((key) => lies(key, keysBeside('to', 9)))).toEqual([false, true, false])
  expect([june, july, nine].map((key) => lies(key, keysBeside('to', '2026-06')))).toEqual([true, false, false])
  expect([june, july, nine].map((key) => lies(key, keysBeside('from', '2026-07')))).toEqual([false, true, false])
})
