import { expect, test } from 'vitest'
import { answersIn } from '@/components/import/answers'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'

const leftOut = (...names: readonly string[]) => names.map((name) => ({ type: 'tag', name }))

/** Each answer that a mapping holds, with what taking it back changes of a mapping that is another one by then. */
const told = (mapping: ImportMapping, byThen = mapping) =>
  answersIn(mapping).map(({ label, without }) => [label, without(byThen)])

const value = { type: 'dashboardService', name: 'tablaeu', to: 'tableau' }
const other = { type: 'tag', name: 'a', to: 'B.a' }
const mapping: ImportMapping = {
  values: [value, other],
  leaveOut: leftOut('x', 'y'),
  separator: '_',
  duplicates: 'last',
}

test('every answer of a mapping is told, with what takes it back and nothing else', () => {
  expect(told(mapping)).toEqual([
    ['“tablaeu” means tableau', { values: [other] }],
    ['“a” means B.a', { values: [value] }],
    ['“x” is left out', { leaveOut: leftOut('y') }],
    ['“y” is left out', { leaveOut: leftOut('x') }],
    ['“::” in names is written “_”', { separator: null }],
    ['The last row of each name is taken', { duplicates: null }],
  ])
  expect(answersIn({ columns: { a: 'name' }, service: 's' })).toEqual([])
})

test('what is taken back leaves what was answered meanwhile', () => {
  const late = { type: 'tag', name: 'late', to: 'B.late' }
  const byThen = { ...mapping, values: [value, other, late], leaveOut: leftOut('x', 'y', 'z') }
  expect(told(mapping, byThen).slice(0, 4)).toEqual([
    ['“tablaeu” means tableau', { values: [other, late] }],
    ['“a” means B.a', { values: [value, late] }],
    ['“x” is left out', { leaveOut: leftOut('y', 'z') }],
    ['“y” is left out', { leaveOut: leftOut('x', 'z') }],
  ])
})

test('many names that are left out are one line', () => {
  expect(told({ leaveOut: leftOut('a', 'b', 'c', 'd') })).toEqual([['4 names are left out', { leaveOut: [] }]])
})
