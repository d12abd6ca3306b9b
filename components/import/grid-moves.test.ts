import { expect, test } from 'vitest'
import { cellsIn, isIn, moved, rangeOf, readRange, writeRange } from '@/components/import/grid-moves'

const size = { rows: 100, columns: 5, page: 10 }
const at = { row: 50, column: 2 }
const go = (key: string, isFar = false, from = at) => moved(from, { key, isFar }, size)

test('keys move as in ARIA’s grid, and never out of it', () => {
  expect(go('ArrowDown')).toEqual({ row: 51, column: 2 })
  expect(go('ArrowLeft')).toEqual({ row: 50, column: 1 })
  expect(go('ArrowUp', true)).toEqual({ row: 0, column: 2 })
  expect(go('PageDown')).toEqual({ row: 60, column: 2 })
  expect(go('PageUp', false, { row: 3, column: 2 })).toEqual({ row: 0, column: 2 })
  expect(go('Home')).toEqual({ row: 50, column: 0 })
  expect(go('End')).toEqual({ row: 50, column: 4 })
  expect(go('Home', true)).toEqual({ row: 0, column: 0 })
  expect(go('End', true)).toEqual({ row: 99, column: 4 })
  expect(go('ArrowRight', false, { row: 0, column: 4 })).toEqual({ row: 0, column: 4 })
  expect(go('Tab')).toBeUndefined()
  expect(go('x')).toBeUndefined()
})

test('a range is the same from whichever corner, and heads of rows hold no cells', () => {
  const range = rangeOf({ row: 4, column: 0 }, { row: 2, column: 3 })
  expect(range).toEqual({ from: { row: 2, column: 0 }, to: { row: 4, column: 3 } })
  expect(cellsIn(range)).toBe(9)
  expect(isIn({ row: 3, column: 1 }, range)).toBe(true)
  expect(isIn({ row: 5, column: 1 }, range)).toBe(false)
})

test('ranges of spreadsheets are read and written as they are meant', () => {
  expect(readRange('a\tb\r\nc\t\r\n')).toEqual([
    ['a', 'b'],
    ['c', ''],
  ])
  expect(readRange('one')).toEqual([['one']])
  expect(readRange('a\n\nb')).toEqual([['a'], [''], ['b']])
  expect(readRange('"two\nlines ""quoted"""\tb\n5" wide\t"no end')).toEqual([
    ['two\nlines "quoted"', 'b'],
    ['5" wide', '"no end'],
  ])
  expect(readRange('')).toEqual([])
  const rows = [
    ['a', '', 'tab\there', 'line\nhere'],
    ['"quoted"', "it's", ' spaces ', '5" wide'],
  ]
  expect(readRange(writeRange(rows))).toEqual(rows)
})
