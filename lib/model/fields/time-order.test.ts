import { expect, test } from 'vitest'
import { checkPropertyConfig } from '@/lib/model/entities/custom-property'
import { comparedTime, keyInOrder, timeOrderOf } from '@/lib/model/fields/time-order'

const orderOf = (format: string) => {
  const order = timeOrderOf(format)
  if (order === undefined) throw new Error(`${format} has no order`)
  return order
}

test.each([
  ['date-cp', 'dd.MM.yyyy', '30.06.2026', '20260630'],
  ['date-cp', 'MM/yyyy', '06/2026', '202606'],
  ['dateTime-cp', "dd-MM-yyyy' um 'HH:mm 'Uhr'", '30-06-2026 um 09:05 Uhr', '202606300905'],
  ['dateTime-cp', "HH:mm:ss dd'_'MM%yyyy", '09:05:07 30_06%2026', '20260630090507'],
  ['time-cp', 'mm:HH', '05:09', '0905'],
  ['date-cp', 'yyyy-MM-dd', '2026-06-30', '20260630'],
])('%s as %s: %s compares by %s', (type, format, text, digits) => {
  expect(() => checkPropertyConfig(type, format)).not.toThrow()
  const order = orderOf(format)
  expect(comparedTime(order, text)).toBe(digits)
  expect(keyInOrder(order, `t${text.toLowerCase()}`)).toBe(digits)
  expect(order.isInOrder).toBe(format === 'yyyy-MM-dd')
})

test.each([
  'd.M.yyyy',
  'dd MMM yyyy',
  'dd.MM.yy',
  'hh:mm a',
  'dd.MM.',
  'dd.yyyy',
  'yyyy-DDD',
  'dd.dd.yyyy',
  "'x'",
  ' dd.MM.yyyy',
  `dd.MM.yyyy${"'x'".repeat(200)}`,
  "dd.MM.yyyy'😀'",
])('texts as %s are in no order that can be told', (format) => expect(timeOrderOf(format)).toBeUndefined())

test('a day may be said as everywhere, and what is neither is not taken', () => {
  const order = orderOf('dd.MM.yyyy')
  for (const [text, digits] of [
    ['2026', '2026'],
    ['2026-06', '202606'],
    ['2026-06-30', '20260630'],
    ['2026-06-30 12:00', '202606301200'],
  ])
    expect(comparedTime(order, text ?? '')).toBe(digits)
  for (const text of [
    '',
    'June',
    '30.6.2026',
    '30/06/2026',
    'aa.bb.cccc',
    '06.2026',
    '2026-6',
    '30.06.2026 '.repeat(20),
  ])
    expect(comparedTime(order, text), text).toBeUndefined()
  expect(comparedTime(orderOf('mm:HH'), '2026')).toBeUndefined()
})

test('what is kept in another way than its format says keeps its place behind', () => {
  expect(keyInOrder(orderOf('dd.MM.yyyy'), 't2026-06-30')).toBe('t2026-06-30')
  expect(keyInOrder(orderOf('dd.MM.yyyy'), 'n4042')).toBe('n4042')
})
