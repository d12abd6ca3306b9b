import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffWords } from '@/lib/model/edits/word-diff'

test('a changed word shows as removed and added between what stayed', () => {
  expect(diffWords('Weekly orders by region', 'Daily orders by region')).toEqual([
    { kind: 'removed', text: 'Weekly' },
    { kind: 'added', text: 'Daily' },
    { kind: 'same', text: ' orders by region' },
  ])
})

test('text that came from nothing is one addition', () => {
  expect(diffWords('', 'Maps')).toEqual([{ kind: 'added', text: 'Maps' }])
})

test('the parts give both texts back, whatever they are', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '✈️', '.') })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = diffWords(before, after)
      const without = (kind: string) =>
        parts
          .filter((part) => part.kind !== kind)
          .map((part) => part.text)
          .join('')
      expect([without('added'), without('removed')]).toEqual([before, after])
    }),
  )
})

test('two long texts without a word in common are one replacement', () => {
  const long = (letter: string) => Array.from({ length: 5_000 }, (_, at) => `${letter}${at}`).join(' ')
  expect(diffWords(long('a'), long('b')).length).toBeLessThanOrEqual(3)
})
