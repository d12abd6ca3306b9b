/** Words as the search index of PostgreSQL keeps them; made here, so that no server setting decides what a word is. */
import type { EntityType } from '@/lib/model/entities/entity'
import { type IndexedRow, indexedText, wantedText } from '@/lib/store/sql/search-text'

/** Words further on count as being at this place. */
const placeMax = 16_383

/** A `tsvector` as text. Display name (A) and FQN (B) weigh more than the description (D). */
export function searchVector(row: IndexedRow): string {
  const { displayName, fqn, description } = indexedText(row)
  const weighed = [
    ...displayName.map((word) => ({ word, weight: 'A' })),
    ...fqn.map((word) => ({ word, weight: 'B' })),
    ...description.map((word) => ({ word, weight: '' })),
  ]
  // Words hold letters and digits only, so quoting them is safe.
  return weighed.map(({ word, weight }, at) => `'${word}':${Math.min(at + 1, placeMax)}${weight}`).join(' ')
}

/** A `tsquery` as text: all words, each as a prefix, of one of the types. Undefined when there is no word. */
export function searchCondition(types: readonly EntityType[], text: string): string | undefined {
  const wanted = wantedText(types, text)
  return wanted?.map(({ words }) => `(${words.map((word) => `'${word}':*`).join(' & ')})`).join(' | ')
}

/** Phrases as a `tsquery`, with the words that they are made of; undefined when there are none. */
export function phraseCondition(
  types: readonly EntityType[],
  text: string,
  phrases: readonly string[] = [],
): { query: string; words: string[] } | undefined {
  const wanted = wantedText(types, text, phrases) ?? []
  const words = [...new Set(wanted.flatMap((each) => each.phrases.flat()))]
  if (words.length === 0) return undefined
  const following = (phrase: readonly string[]) => `(${phrase.map((word) => `'${word}'`).join(' <-> ')})`
  return { words, query: wanted.map((each) => `(${each.phrases.map(following).join(' & ')})`).join(' | ') }
}

/** A vector keeps no more than 255 places of a word, and none further on: behind these, phrases cannot be told. */
export const placesKept = { perWord: 255, last: placeMax } as const
