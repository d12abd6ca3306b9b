import { expect, test } from 'vitest'
import { paceText } from '@/components/import/pace'

const from = { at: 10_000, done: 500 }

test.each([
  ['too early to say', { at: 12_000, done: 900 }, ''],
  ['nothing done since', { at: 20_000, done: 500 }, ''],
  ['a rate and seconds', { at: 14_000, done: 4_500 }, ', 1,000 rows a second, about 6 s left'],
  ['minutes, rounded up', { at: 110_000, done: 2_500 }, ', 20 rows a second, about 7 min left'],
  ['slower than a row a second', { at: 20_000, done: 501 }, ', 1 row a second, about 1584 min left'],
])('%s', (_, now, text) => {
  expect(paceText(from, now, 10_000)).toBe(text)
})
