import { expect, test } from 'vitest'
import { cellAt, emptySheet, redone, type Sheet, undone, withValues } from '@/components/import/sheet'

const at = (row: number, column: number) => ({ from: { row, column }, to: { row, column } })
const typed = (sheet: Sheet, row: number, column: number, text: string) =>
  withValues(sheet, at(row, column), () => text)

test('a cell anywhere is there once it is typed, with the rows before it', () => {
  const sheet = typed(emptySheet, 2, 1, 'Cash')
  expect(sheet.rows).toEqual([[], [], ['', 'Cash']])
  expect([cellAt(sheet, 2, 1), cellAt(sheet, 0, 0), cellAt(sheet, 9, 9)]).toEqual(['Cash', '', ''])
})

test('a range is pasted, and what it says nothing of stays', () => {
  const sheet = typed(emptySheet, 0, 0, 'kept')
  const pasted = withValues(sheet, { from: { row: 0, column: 0 }, to: { row: 1, column: 1 } }, (down, right) =>
    down === 0 && right === 0 ? undefined : `${down}${right}`,
  )
  expect(pasted.rows).toEqual([
    ['kept', '01'],
    ['10', '11'],
  ])
})

test('changes are taken back and made again, and a new one ends that', () => {
  const one = typed(emptySheet, 0, 0, 'a')
  const two = typed(one, 0, 0, 'b')
  expect(undone(two).rows).toEqual([['a']])
  expect(undone(undone(two)).rows).toEqual([])
  expect(undone(undone(undone(two))).rows).toEqual([])
  expect(redone(undone(two)).rows).toEqual([['b']])
  expect(redone(typed(undone(two), 0, 0, 'c')).rows).toEqual([['c']])
})

test('rows at the end that are emptied are gone, those between stay', () => {
  const sheet = typed(typed(emptySheet, 0, 0, 'a'), 3, 0, 'd')
  expect(typed(sheet, 3, 0, '').rows).toEqual([['a']])
  expect(typed(sheet, 0, 0, '').rows).toEqual([[''], [], [], ['d']])
})

test('no more rows are kept than an import takes', () => {
  const all = { from: { row: 99_999, column: 0 }, to: { row: 100_010, column: 0 } }
  expect(withValues(emptySheet, all, () => 'x').rows).toHaveLength(100_000)
})
