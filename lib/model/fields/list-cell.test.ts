import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinList, splitList } from '@/lib/model/fields/list-cell'
import { anyCharacter } from '@/lib/model/testing'

test('a list comes back from its cell as it went in', () => {
  const item = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.string(),
    fc.constantFrom('', ';', '"', '";"', '[a', ' a ', 'a"b;c'),
  )
  fc.assert(
    fc.property(fc.array(item), (items) => {
      expect(splitList(joinList(items))).toEqual(items)
    }),
    { numRuns: 1000 },
  )
})

test.each([
  ['Percona; MySQL', ['Percona', 'MySQL']],
  [' a ;; b; ', ['a', 'b']],
  ['"a;b"; c', ['a;b', 'c']],
  ['service."a;b".chart; other', ['service."a;b".chart', 'other']],
  ['"my.service".chart;x', ['"my.service".chart', 'x']],
  ['5" disk; x', ['5" disk', 'x']],
  ['', []],
])('%j is %j', (cell, items) => {
  expect(splitList(cell)).toEqual(items)
})
