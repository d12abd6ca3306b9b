/** What a search asks of a document, as data: filters and query strings become it, a document is held against it. */

import { isRecord } from '@/lib/model/rules/is-record'
import { escapeWildcards, patternLengthMax, wildcard } from '@/lib/model/search/search-pattern'
import { foldText, indexedWords, spacedWords, wantedWords, wholeWords } from '@/lib/model/search/search-words'
import { badRequest } from '@/lib/model/wire/errors'

export type Condition =
  | { readonly kind: 'all' }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  /** One of the values is the whole of the field; case does not matter. */
  | { readonly kind: 'equals'; readonly field: string; readonly values: readonly string[] }
  /** Every word of the text begins a word of one of the fields. */
  | { readonly kind: 'words'; readonly fields: readonly string[]; readonly text: string }
  /** The words of the text stand in one field, one after another. */
  | { readonly kind: 'phrase'; readonly fields: readonly string[]; readonly text: string }
  /** A whole value fits, or a word of it. */
  | { readonly kind: 'pattern'; readonly fields: readonly string[]; readonly pattern: string }
  | { readonly kind: 'exists'; readonly field: string }

export const everything: Condition = { kind: 'all' }

/** Where a word is looked for when a search names no field; the text index holds these. */
export const textFields: readonly string[] = ['name', 'displayName', 'fullyQualifiedName', 'description', 'email']

export const beginsWith = (field: string, text: string): Condition => ({
  kind: 'pattern',
  fields: [field],
  pattern: `${escapeWildcards(text)}*`,
})

/** All of them; what asks for nothing is left out. */
export function allOf(conditions: readonly Condition[]): Condition {
  const asking = conditions.filter(({ kind }) => kind !== 'all')
  const [first, second] = asking
  if (first === undefined) return everything
  return second === undefined ? first : { kind: 'and', of: asking }
}

/** One value counts as a list of one, an absent one as none. */
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

/** `.keyword` names the same field. */
export const bareField = (path: string): string => path.replace(/\.keyword$/, '')

/** Values at a dotted path; lists on the way are gone through. */
export function valuesAt(document: unknown, path: string): unknown[] {
  const steps = bareField(path).split('.')
  let values: unknown[] = [document]
  for (const step of steps) {
    values = values
      .flatMap((value) => listOf(value))
      .flatMap((value) => (isRecord(value) && Object.hasOwn(value, step) ? listOf(value[step]) : []))
  }
  return values.flatMap((value) => listOf(value)).filter((value) => value !== null)
}

/** One document, with what has been found out about its fields. */
export class Subject {
  readonly #known = new Map<string, unknown>()

  constructor(readonly document: Readonly<Record<string, unknown>>) {}

  #once<T>(kind: string, field: string, find: () => T): T {
    const key = `${kind} ${field}`
    if (!this.#known.has(key)) this.#known.set(key, find())
    return this.#known.get(key) as T // put there under the same key
  }

  values(field: string): readonly string[] {
    return this.#once('values', field, () => valuesAt(this.document, field).map(String))
  }

  /** In the order of their characters. */
  words(field: string): readonly string[] {
    return this.#once('words', field, () => [...new Set(this.values(field).flatMap(indexedWords))].toSorted())
  }

  phrases(field: string): readonly string[] {
    return this.#once('phrases', field, () => this.values(field).map(spacedWords))
  }

  /** What patterns are held against: values of a bearable length, and words. */
  patterned(field: string): readonly string[] {
    return this.#once('patterned', field, () => {
      const values = this.values(field)
      const whole = values.filter(({ length }) => length <= patternedValueMax).map(foldText)
      const words = values.flatMap(wholeWords).map((word) => word.slice(0, patternedWordMax))
      return [...new Set([...whole, ...words])]
    })
  }
}

/** Time grows with pattern times value, so longer values are held against a pattern by their words alone. */
const patternedValueMax = 4000
const patternedWordMax = 256
/** Characters in all patterns of a search. */
const patternsLengthMax = 2 * patternLengthMax

export type Predicate = (subject: Subject) => boolean

/** Throws 400 when the patterns in it are too long. */
export function toPredicate(condition: Condition): Predicate {
  if (patternsLength(condition) > patternsLengthMax)
    throw badRequest(`The patterns of a search have at most ${patternsLengthMax} characters together`, {
      hint: 'Search for words instead, or for less at once.',
    })
  return predicate(condition)
}

function patternsLength(condition: Condition): number {
  if (condition.kind === 'pattern') return condition.pattern.length
  if (condition.kind === 'not') return patternsLength(condition.of)
  if (condition.kind !== 'and' && condition.kind !== 'or') return 0
  return condition.of.reduce((sum, part) => sum + patternsLength(part), 0)
}

function predicate(condition: Condition): Predicate {
  switch (condition.kind) {
    case 'all':
      return () => true
    case 'and': {
      const parts = condition.of.map(predicate)
      return (subject) => parts.every((holds) => holds(subject))
    }
    case 'or': {
      const parts = condition.of.map(predicate)
      return (subject) => parts.some((holds) => holds(subject))
    }
    case 'not': {
      const holds = predicate(condition.of)
      return (subject) => !holds(subject)
    }
    case 'equals': {
      const { field } = condition
      const wanted = new Set(condition.values.map((value) => value.toLowerCase()))
      return (subject) => subject.values(field).some((value) => wanted.has(value.toLowerCase()))
    }
    case 'words': {
      const { fields } = condition
      const wanted = wantedWords(condition.text)
      return (subject) => wanted.every((word) => fields.some((field) => holdsBeginning(subject.words(field), word)))
    }
    case 'phrase': {
      const { fields } = condition
      const wanted = spacedWords(condition.text)
      return (subject) => fields.some((field) => subject.phrases(field).some((phrase) => phrase.includes(wanted)))
    }
    case 'pattern': {
      const { fields } = condition
      const fits = wildcard(condition.pattern)
      return (subject) => fields.some((field) => subject.patterned(field).some(fits))
    }
    case 'exists': {
      const { field } = condition
      return (subject) => subject.values(field).length > 0
    }
    default:
      return condition satisfies never
  }
}

/** Whether one of the sorted words begins with the text. */
function holdsBeginning(sorted: readonly string[], text: string): boolean {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < text) low = middle + 1
    else high = middle
  }
  return sorted[low]?.startsWith(text) === true
}

/** The members of a document that a condition looks at. */
export function membersOf(condition: Condition): ReadonlySet<string> {
  const members = new Set<string>()
  const visit = (part: Condition): void => {
    if (part.kind === 'and' || part.kind === 'or') part.of.forEach(visit)
    else if (part.kind === 'not') visit(part.of)
    else if ('fields' in part) for (const field of part.fields) members.add(memberOf(field))
    else if ('field' in part) members.add(memberOf(part.field))
  }
  visit(condition)
  return members
}

export const memberOf = (field: string): string => field.split('.', 1)[0] ?? field
