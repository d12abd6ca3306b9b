/**
 * Conditions of policy rules (docs/contract/people.md#conditions), such as `isOwner() || matchAnyTag('Tier.Tier1')`:
 * read once, then resolved for a caller into a test of an entity, which `fits` asks of one and the store of all.
 */
import { all, always, any, never, not, relates, type SubjectTest } from '@/lib/model/rules/subject-test'

/** Whoever asks, as far as conditions look at them. */
export interface ConditionActor {
  readonly id: string
  /** Names of roles. */
  readonly roles: readonly string[]
  readonly teamIds: readonly string[]
  /** Names of the teams, the ones above included. */
  readonly teams: readonly string[]
  readonly domainIds: readonly string[]
}

export const conditionLengthMax = 2000
const depthMax = 20

type Condition =
  | { readonly kind: 'call'; readonly name: FunctionName; readonly names: readonly string[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }

interface ConditionFunction {
  /** Whether names stand between its parentheses. */
  readonly takesNames: boolean
  readonly test: (actor: ConditionActor, names: readonly string[]) => SubjectTest
}

const holdsIf = (value: boolean): SubjectTest => (value ? always : never)
const self = (actor: ConditionActor): string[] => [actor.id, ...actor.teamIds]
const tagged = (fqns: readonly string[]): SubjectTest => ({ kind: 'tagged', fqns })

const functions = {
  isOwner: { takesNames: false, test: (actor) => relates('owner', self(actor)) },
  noOwner: { takesNames: false, test: () => not(relates('owner')) },
  isReviewer: { takesNames: false, test: (actor) => relates('reviewer', self(actor)) },
  // Where neither side has a domain there is nothing to tell them apart.
  hasDomain: {
    takesNames: false,
    test: ({ domainIds }) => (domainIds.length === 0 ? not(relates('domain')) : relates('domain', domainIds)),
  },
  noDomain: { takesNames: false, test: () => not(relates('domain')) },
  matchAnyTag: { takesNames: true, test: (_actor, names) => tagged(names) },
  matchAllTags: { takesNames: true, test: (_actor, names) => all(names.map((name) => tagged([name]))) },
  matchAnyCertification: { takesNames: true, test: (_actor, fqns) => ({ kind: 'certified', fqns }) },
  inAnyTeam: { takesNames: true, test: ({ teams }, names) => holdsIf(names.some((name) => teams.includes(name))) },
  hasAnyRole: { takesNames: true, test: ({ roles }, names) => holdsIf(names.some((name) => roles.includes(name))) },
} as const satisfies Record<string, ConditionFunction>
type FunctionName = keyof typeof functions

const isFunction = (name: string): name is FunctionName => Object.hasOwn(functions, name)

/** What is wrong with a condition, and where. */
class ConditionProblem extends Error {}

interface Token {
  readonly kind: 'word' | 'text' | 'sign' | 'end'
  readonly value: string
  /** Counted from 1, as people count. */
  readonly at: number
  /** Behind the last character, counted from 0. */
  readonly end: number
}

/** One pass; a text in quotes has the quote itself twice. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const char = text.charAt(at)
    const start = at
    if (/\s/.test(char)) {
      at += 1
      continue
    }
    if (char === "'" || char === '"') {
      let value = ''
      for (at += 1; ; at += 1) {
        if (at >= text.length) throw new ConditionProblem(`the quote at character ${start + 1} is not closed`)
        if (text.charAt(at) !== char) value += text.charAt(at)
        else if (text.charAt(at + 1) === char) {
          value += char
          at += 1
        } else break
      }
      at += 1
      tokens.push({ kind: 'text', value, at: start + 1, end: at })
      continue
    }
    const pair = text.slice(at, at + 2)
    if (pair === '&&' || pair === '||') at += 2
    else if ('!(),'.includes(char)) at += 1
    else {
      while (at < text.length && !/[\s'"!(),&|]/.test(text.charAt(at))) at += 1
      if (at === start) throw new ConditionProblem(`${char} at character ${start + 1} means nothing here`)
      tokens.push({ kind: 'word', value: text.slice(start, at), at: start + 1, end: at })
      continue
    }
    tokens.push({ kind: 'sign', value: text.slice(start, at), at: start + 1, end: at })
  }
  tokens.push({ kind: 'end', value: 'the end', at: text.length + 1, end: text.length })
  return tokens
}

/** The same said by a sign and, in older policies, by a word. */
const signs: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!' }

/** `or := and ('||' and)*`, `and := not ('&&' not)*`, `not := '!' not | '(' or ')' | name '(' names ')'`. */
function parse(text: string): Condition {
  if (text.length > conditionLengthMax) throw new ConditionProblem(`it is longer than ${conditionLengthMax} characters`)
  const tokens = tokensOf(text)
  let next = 0
  let depth = 0
  const peek = (): Token => tokens[next] ?? { kind: 'end', value: 'the end', at: text.length + 1, end: text.length }
  const isSign = (sign: string): boolean => {
    const { kind, value } = peek()
    if (kind === 'sign') return value === sign
    return kind === 'word' && Object.hasOwn(signs, value) && signs[value] === sign
  }
  const take = (sign: string): boolean => {
    if (!isSign(sign)) return false
    next += 1
    return true
  }
  const expected = (what: string): ConditionProblem => {
    const { value, at, kind } = peek()
    return new ConditionProblem(
      kind === 'end'
        ? `it ends where ${what} is expected`
        : `${value} at character ${at} stands where ${what} is expected`,
    )
  }
  const deeper = (read: () => Condition): Condition => {
    depth += 1
    if (depth > depthMax) throw new ConditionProblem(`it is nested more than ${depthMax} deep`)
    const condition = read()
    depth -= 1
    return condition
  }
  const names = ({ takesNames }: ConditionFunction, name: string): string[] => {
    if (!take('(')) throw expected(`( after ${name}`)
    const found: string[] = []
    while (!isSign(')')) {
      if (found.length > 0 && !take(',')) throw expected(', or )')
      const { kind, value } = peek()
      if (!takesNames || (kind !== 'text' && kind !== 'word')) throw expected(takesNames ? 'a name in quotes' : ')')
      found.push(value)
      next += 1
    }
    if (takesNames && found.length === 0) throw expected('a name in quotes')
    next += 1
    return found
  }
  const single = (): Condition => {
    if (take('!')) return deeper(() => ({ kind: 'not', of: single() }))
    if (take('(')) {
      const inner = deeper(or)
      if (!take(')')) throw expected(')')
      return inner
    }
    const { kind, value, at } = peek()
    if (kind !== 'word') throw expected('a function such as isOwner()')
    if (!isFunction(value)) {
      throw new ConditionProblem(
        `there is no function ${value} (character ${at}); there are ${Object.keys(functions).join(', ')}`,
      )
    }
    next += 1
    return { kind: 'call', name: value, names: names(functions[value], value) }
  }
  const joined = (kind: 'and' | 'or', sign: string, part: () => Condition): Condition => {
    const first = part()
    const of = [first]
    while (take(sign)) of.push(part())
    return of.length === 1 ? first : { kind, of }
  }
  const and = (): Condition => joined('and', '&&', single)
  const or = (): Condition => joined('or', '||', and)
  const condition = or()
  if (peek().kind !== 'end') throw expected('&&, || or the end')
  return condition
}

const readMax = 1000
const read = new Map<string, Condition | string>()

/** The condition, or what is wrong with it. */
function readCondition(text: string): Condition | string {
  const known = read.get(text)
  if (known !== undefined) return known
  let found: Condition | string
  try {
    found = parse(text)
  } catch (error) {
    if (!(error instanceof ConditionProblem)) throw error
    found = error.message
  }
  if (read.size >= readMax) read.clear()
  if (text.length <= conditionLengthMax) read.set(text, found)
  return found
}

/** What is wrong with a condition, and where; undefined when it can be read. */
export function conditionProblem(text: string): string | undefined {
  const found = readCondition(text)
  return typeof found === 'string' ? found : undefined
}

/** Of what the names between a function's parentheses are. */
const named: Partial<Record<FunctionName, 'tag' | 'team' | 'role'>> = {
  matchAnyTag: 'tag',
  matchAllTags: 'tag',
  matchAnyCertification: 'tag',
  inAnyTeam: 'team',
  hasAnyRole: 'role',
}

/** The condition with other names of tags (terms too) or teams; one that cannot be read stays as it is. */
export function renamedCondition(text: string, of: 'tag' | 'team', rename: (name: string) => string): string {
  if (typeof readCondition(text) === 'string') return text
  let [renamed, kept, current] = ['', 0, undefined as FunctionName | undefined]
  for (const { kind, value, at, end } of tokensOf(text)) {
    if (kind === 'word' && isFunction(value)) current = value
    else if ((kind === 'word' || kind === 'text') && current !== undefined && named[current] === of) {
      const name = rename(value)
      if (name === value) continue
      renamed += `${text.slice(kept, at - 1)}'${name.replaceAll("'", "''")}'`
      kept = end
    }
  }
  return renamed + text.slice(kept)
}

/** What the condition asks of an entity when this caller asks; undefined when it cannot be read. */
export function conditionTest(text: string, actor: ConditionActor): SubjectTest | undefined {
  const found = readCondition(text)
  return typeof found === 'string' ? undefined : testOf(found, actor)
}

function testOf(condition: Condition, actor: ConditionActor): SubjectTest {
  if (condition.kind === 'not') return not(testOf(condition.of, actor))
  if (condition.kind === 'call') return functions[condition.name].test(actor, condition.names)
  const tests = condition.of.map((part) => testOf(part, actor))
  return condition.kind === 'and' ? all(tests) : any(tests)
}
