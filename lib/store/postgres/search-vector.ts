/** Words as the search index of PostgreSQL keeps them; made here, so that no server setting decides what a word is. */
import { searchWords } from '@/lib/store/sql/dialect'
import type { EntityRow } from '@/lib/store/store'

/** The server refuses words beyond 2 KB and vectors beyond 1 MB; these many characters stay below both. */
const wordLengthMax = 500
const textLengthMax = 100_000
/** Words further on count as being at this place. */
const placeMax = 16_383

/** Lower case, without accents. */
const foldedWords = (text: string): string[] =>
  searchWords(text.slice(0, textLengthMax).normalize('NFD').replaceAll(/\p{M}/gu, '')).map((word) =>
    word.toLowerCase().slice(0, wordLengthMax),
  )

/** A `tsvector` as text. Display name (A) and FQN (B) weigh more than the description (D). */
export function searchVector({ displayName, fullyQualifiedName, document }: EntityRow): string {
  const { description } = document
  const weighed = [
    ...foldedWords(displayName ?? '').map((word) => ({ word, weight: 'A' })),
    ...foldedWords(fullyQualifiedName).map((word) => ({ word, weight: 'B' })),
    ...foldedWords(typeof description === 'string' ? description : '').map((word) => ({ word, weight: '' })),
  ]
  // Words hold letters and digits only, so quoting them is safe.
  return weighed.map(({ word, weight }, at) => `'${word}':${Math.min(at + 1, placeMax)}${weight}`).join(' ')
}

/** A `tsquery` as text: all words, each as a prefix. Undefined when there is no word. */
export function searchCondition(text: string, wordsMax: number): string | undefined {
  const words = foldedWords(text).slice(0, wordsMax)
  return words.length === 0 ? undefined : words.map((word) => `'${word}':*`).join(' & ')
}
