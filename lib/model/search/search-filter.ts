/**
 * The part of the Elasticsearch query language that clients of the search API send (docs/contract/search.md#filters),
 * as a condition. What is not understood asks for nothing, as an invalid filter is ignored upstream.
 */
import { textMax } from '@/lib/model/rules/bounds'
import { isRecord } from '@/lib/model/rules/is-record'
import { parseQueryString } from '@/lib/model/search/query-string'
import { allOf, beginsWith, type Condition, everything, listOf } from '@/lib/model/search/search-condition'
import { badRequest } from '@/lib/model/wire/errors'

const depthMax = 20
const clausesMax = 500

/** Counts what a filter is made of, so that a small text cannot ask for much. */
class Budget {
  #clauses = 0

  spend(depth: number, clauses = 1): void {
    this.#clauses += clauses
    if (depth > depthMax) throw badRequest(`A filter is nested at most ${depthMax} deep`)
    if (this.#clauses > clausesMax)
      throw badRequest(`A filter has at most ${clausesMax} clauses and values`, { hint: 'Ask in several searches.' })
  }
}

/** Undefined for a text that is no JSON. Throws 400 for a filter that asks too much. */
export function parseFilter(text: string): Condition | undefined {
  if (text.length > textMax.query) throw badRequest(`A filter has at most ${textMax.query} characters`)
  let query: unknown
  try {
    query = JSON.parse(text)
  } catch {
    return undefined
  }
  return toCondition(query, 0, new Budget())
}

/** `{query: {bool: …}}` or the query itself. */
function toCondition(query: unknown, depth: number, budget: Budget): Condition {
  if (!isRecord(query)) return everything
  budget.spend(depth)
  if (isRecord(query.query)) return toCondition(query.query, depth + 1, budget)
  const [kind, body] = Object.entries(query)[0] ?? []
  if (!isRecord(body)) return everything
  switch (kind) {
    case 'bool':
      return bool(body, depth, budget)
    case 'term':
    case 'match':
    case 'match_phrase':
    case 'prefix':
    case 'wildcard':
      return fieldCondition(kind, body)
    case 'terms': {
      const [field, wanted] = Object.entries(body)[0] ?? ['', []]
      const values = listOf(wanted)
      budget.spend(depth, values.length)
      return { kind: 'equals', field, values: values.map(String) }
    }
    case 'exists':
      return { kind: 'exists', field: String(body.field) }
    case 'query_string': {
      const fields = listOf(body.fields).map(String)
      budget.spend(depth, fields.length)
      return parseQueryString(String(body.query ?? '*'), {
        ...(fields.length > 0 && { fields }),
        ...(String(body.default_operator).toLowerCase() === 'or' && { operator: 'or' }),
      })
    }
    default:
      return everything
  }
}

function bool(body: Record<string, unknown>, depth: number, budget: Budget): Condition {
  const parts = (name: string) => listOf(body[name]).map((part) => toCondition(part, depth + 1, budget))
  const [required, should, never] = [[...parts('must'), ...parts('filter')], parts('should'), parts('must_not')]
  const atLeastOne = required.length === 0 || Number(body.minimum_should_match) > 0
  return allOf([
    ...required,
    ...(should.length > 0 && atLeastOne ? [{ kind: 'or' as const, of: should }] : []),
    ...never.map((of) => ({ kind: 'not' as const, of })),
  ])
}

function fieldCondition(
  kind: 'term' | 'match' | 'match_phrase' | 'prefix' | 'wildcard',
  body: Record<string, unknown>,
) {
  const [field, given] = Object.entries(body)[0] ?? ['', '']
  const wanted = String(isRecord(given) ? (given.value ?? given.query) : given)
  const conditions = {
    term: { kind: 'equals', field, values: [wanted] },
    match: { kind: 'words', fields: [field], text: wanted },
    match_phrase: { kind: 'phrase', fields: [field], text: wanted },
    prefix: beginsWith(field, wanted),
    wildcard: { kind: 'pattern', fields: [field], pattern: wanted },
  } satisfies Record<string, Condition>
  return conditions[kind]
}
