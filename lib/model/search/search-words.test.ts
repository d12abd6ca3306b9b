import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText, fromWordStart, indexedWords, spacedWords, wantedWords } from '@/lib/model/search/search-words'
import { anyCharacter } from '@/lib/model/testing'

/** As the indexes have it: every wanted word begins an indexed one. */
const finds = (query: string, text: string): boolean => {
  const indexed = indexedWords(text)
  return wantedWords(query).every((word) => indexed.some((one) => one.startsWith(word)))
}

test.each([
  ['月度销售看板', '销售', true],
  ['月度销售看板', '看板', true],
  ['月度销售看板', '板', true],
  ['月度销售看板', '月度 看板', true],
  ['月度销售看板', '售销', false],
  ['売上ダッシュボード', 'ダッシュボード', true],
  ['売上ダッシュボード', 'ボード', true],
  ['売上ダッシュボード', 'タッシュ', false],
  ['영업 대시보드', '대시보드', true],
  ['영업 대시보드', '시보', true],
  ['แดชบอร์ดการขาย', 'การขาย', true],
  ['Q3销售v2', '销售', true],
  ['Q3销售v2', 'v2', true],
  ['Umsatz Übersicht', 'ubers', true],
  ['ΣΟΦΟΣ', 'σοφοσ', true],
  ['Straße', 'STRASSE', true],
  ['İstanbul', 'istanbul', true],
  ['ｄａｓｈ', 'dash', true],
  ['مُحَمَّد', 'محمد', true],
  ['बिक्री', 'बिक्री', true],
  ['बिक्री', 'बक्री', false],
  ['Revenue', 'evenue', false],
])('%s is found by %s: %s', (text, query, found) => {
  expect(finds(query, text)).toBe(found)
})

test('any part of a run without spaces finds it', () => {
  const run = fc.string({ unit: fc.constantFrom('月', '销', '看', 'ダ', '대', '𠮷'), minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(run, fc.nat(), fc.nat(), (run, one, other) => {
      const characters = [...run]
      const [from, to] = [one % characters.length, other % characters.length].toSorted((a, b) => a - b)
      expect(finds(characters.slice(from, (to ?? 0) + 1).join(''), run)).toBe(true)
    }),
  )
})

test('whatever the text, its words are plain, and it is found by itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 60 }), (text) => {
      for (const word of indexedWords(text)) {
        expect(word).toMatch(/^[\p{L}\p{N}\p{M}\p{Co}]+$/u)
        expect(word.length).toBeLessThanOrEqual(500)
      }
      expect(finds(text, text)).toBe(true)
    }),
  )
})

test('a text of any size is cut at what an index can bear', () => {
  const started = performance.now()
  expect(indexedWords('㌀'.repeat(1_000_000)).length).toBeLessThanOrEqual(100_001)
  expect(indexedWords('a'.repeat(1_000_000))).toEqual(['a'.repeat(500)])
  expect(performance.now() - started).toBeLessThan(2_000)
})

test('a sharp s is two, in lower and in upper case', () => {
  for (const text of ['Straße', 'STRAẞE', 'STRASSE']) expect(foldText(text)).toBe('strasse')
})

test('folding twice changes nothing, whatever the character', () => {
  const letters = Array.from({ length: 0x3_0000 }, (_, code) => String.fromCodePoint(code)).filter((text) =>
    /[\p{L}\p{N}]/u.test(text),
  )
  expect(letters.filter((text) => foldText(foldText(text)) !== foldText(text))).toEqual([])
})

test('folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => foldText(foldText(text)) === foldText(text)),
  )
})

test('phrases are words in a row, characters where there are no spaces', () => {
  expect(spacedWords('Q3 销售, north')).toBe(' q3 销 售 north ')
  expect(spacedWords('!?')).toBe('')
})

test('a piece from the middle of a text keeps what is sure to be found', () => {
  expect([fromWordStart('eck gl'), fromWordStart('销售'), fromWordStart('ck销售'), fromWordStart('.gl')]).toEqual([
    ' gl',
    '销售',
    '销售',
    '.gl',
  ])
})
