/** Words as the search index of PostgreSQL keeps them; made here, so that no server setting decides what a word is. */
import type { EntityType } from '@/lib/model/entities/entity'
import { type IndexedRow, indexedText, type WantedText, wantedOneOf, wantedText } from '@/lib/store/sql/search-text'

/** Words further on count as being at this place. */
const placeMax = 16_383

/** A vector keeps no more than so many places of a word. */
const placesOfWordMax = 255

/** In the vectors of a type that do not know all places of their words, so that phrases cannot be told. Begins no word. */
const lost = (type: string): string => `lost·${type}`

/** A `tsvector` as text. Display name (A) and FQN (B) weigh more than the description (D). */
export function searchVector(row: IndexedRow): string {
  const { displayName, fqn, description } = indexedText(row)
  const weighed = [
    ...displayName.map((word) => ({ word, weight: 'A' })),
    ...fqn.map((word) => ({ word, weight: 'B' })),
    ...description.map((word) => ({ word, weight: '' })),
  ]
  // Words hold letters and digits only, so quoting them is safe.
  const places = weighed.map(({ word, weight }, at) => `'${word}':${Math.min(at + 1, placeMax)}${weight}`)
  return (losesPlaces(weighed) ? [`'${lost(row.type)}'`, ...places] : places).join(' ')
}

function losesPlaces(weighed: readonly { readonly word: string }[]): boolean {
  if (weighed.length < placesOfWordMax) return false
  if (weighed.length >= placeMax) return true
  const counts = new Map<string, number>()
  for (const { word } of weighed) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts.values()].some((count) => count >= placesOfWordMax)
}

/** The same for vectors that are there. */
export const markLostPlaces = `update entity_search s set words = array_to_tsvector(array['${lost('')}' || e.type]) || s.words
  from entity e where e.seq = s.seq and exists (select 1 from unnest(s.words) w
    where cardinality(w.positions) >= ${placesOfWordMax} or ${placeMax} = any(w.positions))`

/** A `tsquery` for vectors that have lost places. */
export const lostCondition = (type: EntityType): string => `'${lost(type)}'`

/**
 * A `tsquery` as text, for rows of one of the types: all words, each as a prefix, and those of each phrase whole, following
 * one another in one text, as far as can be told. Undefined when there is no word.
 */
export function searchCondition(
  types: readonly EntityType[],
  text: string,
  phrases?: readonly string[],
): string | undefined {
  return wantedText(types, text, phrases)
    ?.map((wanted) => `(${conditionsOf(wanted).join(' & ')})`)
    .join(' | ')
}

/** Of each of the words a `tsquery`, as text. */
export const searchConditions = (type: EntityType, words: readonly string[]): string[] =>
  wantedOneOf(type, words).map(prefix)

const prefix = (word: string): string => `'${word}':*`

function conditionsOf({ type, words, phrases }: WantedText): string[] {
  const prefixes = words.map(prefix)
  if (phrases.length === 0) return prefixes
  // Whole words are found in the index without a look at all that begin so.
  const whole = [...new Set(phrases.flat())].map((word) => `'${word}'`)
  return [...prefixes, ...whole, `(${phrases.map(following).join(' & ')} | ${lostCondition(type)})`]
}

/** The texts of a row lie one behind the other; each has a weight of its own. */
const following = (phrase: readonly string[]): string =>
  `(${['A', 'B', 'D'].map((weight) => `(${phrase.map((word) => `'${word}':${weight}`).join(' <-> ')})`).join(' | ')})`
