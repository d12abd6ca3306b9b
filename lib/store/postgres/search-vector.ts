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
  return wanted?.map((words) => `(${words.map((word) => `'${word}':*`).join(' & ')})`).join(' | ')
}
