/** What both search indexes keep of a row: its words, each under the type of the row, so that a search reads one type's alone. */
import type { EntityType } from '@/lib/model/entities/entity'
import { indexedWords, wantedWords } from '@/lib/model/search/search-words'
import { type EntityRow, textWordsMax } from '@/lib/store/store'

/** In no word. */
const separator = '·'

/** A word as the index has it. */
export const typedWord = (type: string, word: string): string => `${type}${separator}${word}`

export type IndexedRow = Pick<EntityRow, 'type' | 'displayName' | 'fullyQualifiedName' | 'document'>

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** By weight: the FQN ends in the name, so the name has no part of its own. */
export function indexedText({ type, displayName, fullyQualifiedName, document }: IndexedRow) {
  const words = (text: string): string[] => indexedWords(text).map((word) => typedWord(type, word))
  return {
    displayName: words(displayName ?? ''),
    fqn: words(`${fullyQualifiedName} ${textOf(document.email)}`),
    description: words(textOf(document.description)),
  }
}

/** The words of a search, each a beginning, for each type; undefined when there is none. */
export function wantedText(types: readonly EntityType[], text: string): string[][] | undefined {
  const words = wantedWords(text).slice(0, textWordsMax)
  return words.length === 0 ? undefined : types.map((type) => words.map((word) => typedWord(type, word)))
}
