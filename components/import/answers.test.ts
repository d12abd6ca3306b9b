import { expect, test } from 'vitest'
import { answersIn } from '@/components/import/answers'

const leftOut = (...names: readonly string[]) => names.map((name) => ({ type: 'tag', name }))

test('every answer of a mapping is told, with what takes it back and nothing else', () => {
  const value = { type: 'dashboardService', name: 'tablaeu', to: 'tableau' }
  const other = { type: 'tag', name: 'a', to: 'B.a' }
  expect(
    answersIn({ values: [value, other], leaveOut: leftOut('x', 'y'), separator: '_', duplicates: 'last' }),
  ).toEqual([
    { label: '“tablaeu” means tableau', without: { values: [other] } },
    { label: '“a” means B.a', without: { values: [value] } },
    { label: '“x” is left out', without: { leaveOut: leftOut('y') } },
    { label: '“y” is left out', without: { leaveOut: leftOut('x') } },
    { label: '“::” in names is written “_”', without: { separator: null } },
    { label: 'The last row of each name is taken', without: { duplicates: null } },
  ])
  expect(answersIn({ columns: { a: 'name' }, service: 's' })).toEqual([])
})

test('many names that are left out are one line', () => {
  expect(answersIn({ leaveOut: leftOut('a', 'b', 'c', 'd') })).toEqual([
    { label: '4 names are left out', without: { leaveOut: [] } },
  ])
})
