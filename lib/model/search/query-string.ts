/**
 * The query language of search boxes: words, `field:value`, phrases, wildcards, AND, OR, NOT, parentheses. Written here
 * because people type into it: the parsers to be had refuse `sales (east`, `Q3: sales` or an open quotation mark, where
 * the contract's search takes them for words. Reads each character once.
 */

import { allOf, type Condition, everything, textFields } from '@/lib/model/search/search-condition'
import { hasWildcard } from '@/lib/model/search/search-pattern'
import { spacedWords } from '@/lib/model/search/search-words'
import { badRequest } from '@/lib/model/wire/errors'

export const queryLengthMax = 500

type Token =
  | { readonly kind: 'and' | 'or' | 'not' | 'open' | 'close' }
  /** `field:` directly in front of what follows. */
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }

const operators: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['AND', 'and'],
  ['&&', 'and'],
  ['OR', 'or'],
  ['||', 'or'],
  ['NOT', 'not'],
])

// Sticky: each is tried at one place and never runs over what another has taken.
const space = /\s+/y
const sign = /[!+-](?=\S)/y
/** As people put between two words. */
const dash = /[!+-](?!\S)/y
const fieldName = /[\w.]+:(?=[^\s)])/y
const quotation = /"((?:[^"\\]|\\[\s\S])*)(?:"|\\?$)/y
const bareText = /(?:[^\s()"\\]|\\[\s\S]|\\$)+/y
/** Closeness and weight, which nothing here uses. */
const modifiers = /[~^][\d.]*/y

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match === null) return undefined
    at += match[0].length
    return match
  }
  while (at < text.length) {
    if (take(space)) continue
    const character = text[at]
    if (character === '(' || character === ')') {
      tokens.push({ kind: character === '(' ? 'open' : 'close' })
      at += 1
    } else if (take(sign)) {
      if (character !== '+') tokens.push({ kind: 'not' })
    } else if (take(dash)) continue
    else {
      const field = take(fieldName)
      if (field !== undefined) tokens.push({ kind: 'field', name: field[0].slice(0, -1) })
      const quoted = take(quotation)
      if (quoted !== undefined) {
        tokens.push({ kind: 'text', text: withoutEscapes(quoted[1] ?? ''), quoted: true })
        take(modifiers)
        continue
      }
      const bare = take(bareText)?.[0]
      if (bare === undefined) continue // a parenthesis after the name of a field
      const operator = field === undefined ? operators.get(bare) : undefined
      tokens.push(operator === undefined ? { kind: 'text', text: bare, quoted: false } : { kind: operator })
    }
  }
  return tokens
}

const withoutEscapes = (text: string): string => text.replaceAll(/\\([\s\S])/g, '$1')

export interface QueryStringOptions {
  /** Where words without a field are looked for. */
  readonly fields?: readonly string[]
  /** What stands between two terms without an operator. */
  readonly operator?: 'and' | 'or'
}

/** `name:sales AND (owners.name:ada OR *report*)`: OR binds loosest. Any text has a meaning; throws 400 for a long one. */
export function parseQueryString(
  text: string,
  { fields = textFields, operator = 'and' }: QueryStringOptions = {},
): Condition {
  if (text.length > queryLengthMax)
    throw badRequest(`A query has at most ${queryLengthMax} characters`, { hint: 'Search for fewer words at once.' })
  const tokens = tokensOf(text)
  let at = 0

  const alternatives = (names: readonly string[], named: boolean): Condition => {
    const found: Condition[] = []
    let terms: Condition[] = []
    for (let token = tokens[at]; token !== undefined && token.kind !== 'close'; token = tokens[at]) {
      if (token.kind === 'or') {
        at += 1
        if (terms.length > 0) found.push(together(terms))
        terms = []
        continue
      }
      const joined = token.kind === 'and'
      if (joined) at += 1
      const one = term(names, named)
      if (one === undefined) continue
      if (operator === 'or' && !joined && terms.length > 0) {
        found.push(together(terms))
        terms = []
      }
      terms.push(one)
    }
    if (terms.length > 0) found.push(together(terms))
    const [first, second] = found
    if (first === undefined) return everything
    return second === undefined ? first : { kind: 'or', of: found }
  }

  /** Undefined when nothing stands there, such as after an operator at the end. */
  const term = (names: readonly string[], named: boolean): Condition | undefined => {
    let negated = false
    while (tokens[at]?.kind === 'not') {
      negated = !negated
      at += 1
    }
    const found = operand(names, named)
    return found === undefined || !negated ? found : { kind: 'not', of: found }
  }

  const operand = (names: readonly string[], named: boolean): Condition | undefined => {
    const token = tokens[at]
    if (token === undefined) return undefined
    switch (token.kind) {
      case 'field': {
        at += 1
        return operand([token.name], true)
      }
      case 'open': {
        at += 1
        const inner = alternatives(names, named)
        if (tokens[at]?.kind === 'close') at += 1
        return inner
      }
      case 'text': {
        at += 1
        return valueCondition(token, names, named)
      }
      default:
        return undefined
    }
  }

  const names = fields.map((field) => field.replace(/\^[\d.]+$/, ''))
  const groups: Condition[] = []
  while (at < tokens.length) {
    groups.push(alternatives(names, false))
    if (tokens[at]?.kind === 'close') at += 1 // one that nothing has opened
  }
  return allOf(groups)
}

/** Fields that are compared as a whole. */
const whole = /\.keyword$|^(?:fullyQualifiedName|email|id)$|\.(?:id|tagFQN)$/

/** `rev*` asks for what `rev` asks for, which an index answers. */
const wordBeginning = /^([\p{L}\p{N}\p{M}]+)\*$/u

function valueCondition(
  { text, quoted }: { readonly text: string; readonly quoted: boolean },
  fields: readonly string[],
  named: boolean,
): Condition {
  const [field = ''] = fields
  if (text === '*' && !quoted) return named ? { kind: 'exists', field } : everything
  const compared = named && whole.test(field)
  const [, beginning] = quoted || compared ? [] : (wordBeginning.exec(text) ?? [])
  if (beginning !== undefined) return { kind: 'words', fields, text: beginning }
  if (!quoted && hasWildcard(text)) return { kind: 'pattern', fields, pattern: text }
  const plain = quoted ? text : withoutEscapes(text).replace(/[~^][\d.]*$/, '')
  if (compared) return { kind: 'equals', field, values: [plain] }
  if (spacedWords(plain) === '') return named ? { kind: 'equals', field, values: [plain] } : everything
  return { kind: quoted ? 'phrase' : 'words', fields, text: plain }
}

/** Words that stand beside each other are one search for words, which an index can answer. */
function together(terms: readonly Condition[]): Condition {
  const words = terms.filter((term) => term.kind === 'words')
  const joined = [...Map.groupBy(words, ({ fields }) => fields)].map(
    ([fields, same]): Condition => ({ kind: 'words', fields, text: same.map(({ text }) => text).join(' ') }),
  )
  return allOf([...joined, ...terms.filter((term) => term.kind !== 'words')])
}
