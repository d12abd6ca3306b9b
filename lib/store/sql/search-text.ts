/** What both search indexes keep of a row: its words, each under the type of the row, so that a search reads one type's alone. */
import type { EntityType } from '@/lib/model/entities/entity'
import { followingWords, indexedWords, wantedWords } from '@/lib/model/search/search-words'
import { textWordsMax } from '@/lib/store/queries'
import type { EntityRow } from '@/lib/store/rows'

/** In no word. */
const separator = '·'

/** A word as the index has it. */
const typedWord = (type: string, word: string): string => `${type}${separator}${word}`

export type IndexedRow = Pick<EntityRow, 'type' | 'displayName' | 'fullyQualifiedName' | 'document'>

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** By weight: the FQN ends in the name, so the name has no part of its own. */
export function indexedText(row: IndexedRow) {
  const words = (text: string): string[] => indexedWords(text).map((word) => typedWord(row.type, word))
  const { displayName, fqn, description } = textsOf(row)
  return { displayName: words(displayName), fqn: words(fqn), description: words(description) }
}

const textsOf = ({ displayName, fullyQualifiedName, document }: Omit<IndexedRow, 'type'>) => ({
  displayName: displayName ?? '',
  fqn: `${fullyQualifiedName} ${textOf(document.email)}`,
  description: textOf(document.description),
})

/** What is asked of the index for one type. */
export interface WantedText {
  readonly type: EntityType
  /** All must occur, each as a beginning; without those of the phrases, which occur whole. */
  readonly words: readonly string[]
  /** The words of each must follow one another. */
  readonly phrases: readonly (readonly string[])[]
}

/** What a search asks of each type; undefined when it has no word. Phrases are to be among the words of the text. */
export function wantedText(
  types: readonly EntityType[],
  text: string,
  phrases: readonly string[] = [],
): WantedText[] | undefined {
  const words = wantedWords(text).slice(0, textWordsMax)
  if (words.length === 0) return undefined
  const following = followingOf(phrases)
  const others = words.filter((word) => !following.flat().includes(word))
  return types.map((type) => {
    const typed = (each: readonly string[]) => each.map((word) => typedWord(type, word))
    return { type, words: typed(others), phrases: following.map(typed) }
  })
}

/** Words of which one is asked for, as the index of the type has them; without what is no single word of an index. */
export const wantedOneOf = (type: EntityType, oneOf: readonly string[]): string[] => {
  const words = oneOf.map(wantedWords).flatMap(([word, another]) => (another === undefined ? (word ?? []) : []))
  return [...new Set(words)].map((word) => typedWord(type, word))
}

const followingOf = (phrases: readonly string[]): string[][] =>
  phrases.map((phrase) => followingWords(phrase)?.slice(0, textWordsMax) ?? []).filter((words) => words.length > 1)

/** Says of a row what the index says of it, where it knows of phrases (`Store.tellsPhrases`). */
export function hasText(text: string, phrases: readonly string[] = []): (row: Omit<IndexedRow, 'type'>) => boolean {
  const wanted = wantedWords(text).slice(0, textWordsMax)
  const following = followingOf(phrases)
  return (row) => {
    const texts = Object.values(textsOf(row)).map(indexedWords)
    return (
      wanted.every((one) => texts.some((words) => words.some((word) => word.startsWith(one)))) &&
      following.every((phrase) => texts.some((words) => follow(words, phrase)))
    )
  }
}

const follow = (words: readonly string[], phrase: readonly string[]): boolean =>
  words.some((_, from) => phrase.every((word, at) => words[from + at] === word))
