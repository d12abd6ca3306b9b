import { expect, test } from 'vitest'
import { cellTransformer, columnsIn } from '@/lib/import/transform-cell'
import { type CellTransform, cellTransform } from '@/lib/model/wire/import-mapping'

const names = ['workspace', 'name', 'tags']
const read = (how: CellTransform, cells: readonly unknown[], place = 1, isList = false) =>
  cellTransformer(names, [{ place, how: cellTransform.parse(how), isList }])(cells)[place]

test.each([
  [{ trim: true }, '  A b ', 'A b'],
  [{ letters: 'lower' }, 'Sales', 'sales'],
  [{ letters: 'upper' }, 'Sales', 'SALES'],
  [{ find: 'a.b', with: '$&' }, 'xa.bx', 'x$&x'],
  [{ find: ' ' }, 'a b c', 'abc'],
  [{ prefix: 'bi-' }, 12, 'bi-12'],
  [{ decimals: 'comma' }, '1.234,5', '1234.5'],
  [{ decimals: 'comma' }, '-1 234 567,25', '-1234567.25'],
  [{ decimals: 'comma' }, '12', '12'],
  [{ decimals: 'comma' }, '1,2,3', '1,2,3'],
  [{ decimals: 'comma' }, 'v1.2', 'v1.2'],
  [{ decimals: 'point' }, '1,234.5', '1234.5'],
  [{ decimals: 'point' }, '1’234.', '1234'],
  [{ decimals: 'point' }, '', ''],
  [{ find: '€', decimals: 'comma' }, '12,50 €', '12.50'],
  [{ prefix: 'bi-' }, '', ''],
  [{ whenEmpty: 'Report' }, ' ', 'Report'],
  [{ whenEmpty: 'Report' }, undefined, 'Report'],
  [{ whenEmpty: 'Report' }, 'Dashboard', 'Dashboard'],
  [{ find: 'x', trim: true, whenEmpty: 'y' }, ' x ', 'y'],
  [{ prefix: 'p', whenEmpty: 'y' }, '__CLEAR__', '__CLEAR__'],
  [{ prefix: 'p' }, { name: 'inside' }, { name: 'inside' }],
] as const)('%j makes %j into %j', (how, cell, expected) => {
  expect(read(how, ['', cell])).toEqual(expected)
})

test('a template is made of columns of the row, and of nothing where they are all empty', () => {
  const how = { template: '{workspace}/{name}', letters: 'lower' } as const
  expect(read(how, ['Finance', 'Cash'])).toBe('finance/cash')
  expect(read(how, ['Finance', ''])).toBe('finance/')
  expect(read(how, ['', ''])).toBe(null)
  expect(read({ template: 'Fixed' }, ['', ''])).toBe('Fixed')
  expect(columnsIn(how)).toEqual(['workspace', 'name'])
})

test('items of a list are each given what comes before them', () => {
  expect(read({ prefix: 'Own.' }, ['', '', 'a; "b;c"'], 2, true)).toEqual(['Own.a', 'Own.b;c'])
  expect(read({ splitBy: '|', prefix: 'Own.' }, ['', '', 'a| b |'], 2, true)).toEqual(['Own.a', 'Own.b'])
  expect(read({ splitBy: ',' }, ['', '', 'a,b'], 2, true)).toEqual(['a', 'b'])
  expect(read({ find: '|', with: ';' }, ['', '', 'a|b'], 2, true)).toBe('a;b')
  expect(read({ letters: 'lower', prefix: 'Own.' }, ['', '', ['A', { name: 'B' }]], 2, true)).toEqual([
    'Own.a',
    { name: 'B' },
  ])
})

test('a cell that is too long anyway is made no longer', () => {
  const long = 'a'.repeat(200_000)
  expect(read({ find: 'a', with: 'b'.repeat(200) }, ['', long])).toBe(long)
  const made = String(read({ template: '{name}{name}' }, ['', long]))
  expect(made.length).toBeLessThan(210_000)
})

test('what no mapping says is none', () => {
  expect(cellTransform.safeParse({ find: '' }).success).toBe(false)
  expect(cellTransform.safeParse({ upper: true }).success).toBe(false)
})
