import { expect, test } from 'vitest'
import { madeWords } from '@/components/import/made-words'

test('what was created for rows is said with how many there are', () => {
  expect(madeWords({})).toBeUndefined()
  expect(madeWords({ chart: 1 })).toBe('1 chart was created for these rows, and stays whatever becomes of the plan.')
  expect(madeWords({ chart: 3, tag: 1 })).toBe(
    '3 charts and 1 tag were created for these rows, and stay whatever becomes of the plan.',
  )
})
