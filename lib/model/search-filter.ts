/**
 * The part of the Elasticsearch query language that clients of the search API send (supporting APIs 8.10), as a predicate
 * over a document. What is not understood matches everything, as an invalid filter is ignored upstream.
 */

type Document = Readonly<Record<string, unknown>>
export type Predicate = (document: Document) => boolean

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

/** Values at a dotted path; lists on the way are gone through. `.keyword` names the same field. */
export function valuesAt(document: unknown, path: string): unknown[] {
  const steps = path.replace(/\.keyword$/, '').split('.')
  let values: unknown[] = [document]
  for (const step of steps) {
    values = values.flatMap((value) => list(value)).flatMap((value) => (isRecord(value) ? list(value[step]) : []))
  }
  return values.flatMap((value) => list(value)).filter((value) => value !== null)
}

const same = (a: unknown, b: unknown): boolean => String(a).toLowerCase() === String(b).toLowerCase()

/**
 * `*` and `?` stand for any text and any character; a backslash takes their meaning away. Case does not matter. Takes
 * at most the time of pattern times text: a regular expression with twenty stars would not come back.
 */
export function wildcard(pattern: string): (text: string) => boolean {
  const tokens = [...pattern.toLowerCase().matchAll(/\\([*?\\])|[\s\S]/gu)].map(([whole, escaped]) =>
    escaped === undefined && (whole === '*' || whole === '?') ? { any: whole } : { literal: escaped ?? whole },
  )
  return (text) => {
    const characters = [...text.toLowerCase()]
    let [at, token] = [0, 0]
    // Where the latest star stands, and the first character it has not taken yet.
    let star: { token: number; at: number } | undefined
    while (at < characters.length) {
      const wanted = tokens[token]
      if (wanted?.any === '*') {
        star = { token, at }
        token += 1
      } else if (wanted?.any === '?' || (wanted !== undefined && wanted.literal === characters[at])) {
        token += 1
        at += 1
      } else if (star !== undefined) {
        star = { token: star.token, at: star.at + 1 }
        token = star.token + 1
        at = star.at
      } else return false
    }
    return tokens.slice(token).every(({ any }) => any === '*')
  }
}

const hasWildcard = (text: string): boolean => /(^|[^\\])[*?]/.test(text)

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** Every word of the text begins a word of one of the values, with one typing mistake forgiven in longer ones if asked. */
function matchesText(values: readonly unknown[], text: string): boolean {
  const present = values.flatMap((value) => words(String(value)))
  return words(text).every((word) => present.some((candidate) => candidate.startsWith(word) || candidate === word))
}

/** `{query: {bool: …}}` or the query itself. */
export function toPredicate(query: unknown): Predicate {
  if (!isRecord(query)) return () => true
  if (isRecord(query.query)) return toPredicate(query.query)
  const [kind, body] = Object.entries(query)[0] ?? []
  if (kind === undefined) return () => true
  switch (kind) {
    case 'bool':
      return isRecord(body) ? bool(body) : () => true
    case 'term':
    case 'match':
    case 'match_phrase':
    case 'prefix':
    case 'wildcard':
      return isRecord(body) ? fieldQuery(kind, body) : () => true
    case 'terms': {
      const [field, wanted] = (isRecord(body) ? Object.entries(body)[0] : undefined) ?? ['', []]
      return (document) => valuesAt(document, field).some((value) => list(wanted).some((one) => same(value, one)))
    }
    case 'exists':
      return (document) => valuesAt(document, String(isRecord(body) ? body.field : '')).length > 0
    case 'query_string':
      return isRecord(body) ? queryString(String(body.query ?? '*'), list(body.fields).map(String)) : () => true
    default:
      return () => true
  }
}

function bool(body: Record<string, unknown>): Predicate {
  const [must, filter, should, mustNot] = (['must', 'filter', 'should', 'must_not'] as const).map((name) =>
    list(body[name]).map(toPredicate),
  )
  const required = [...(must ?? []), ...(filter ?? [])]
  return (document) =>
    required.every((holds) => holds(document)) &&
    ((should ?? []).length === 0 || required.length > 0 || (should ?? []).some((holds) => holds(document))) &&
    !(mustNot ?? []).some((holds) => holds(document))
}

function fieldQuery(kind: string, body: Record<string, unknown>): Predicate {
  const [field, given] = Object.entries(body)[0] ?? ['', '']
  const wanted = isRecord(given) ? (given.value ?? given.query) : given
  if (kind === 'wildcard') {
    const fits = wildcard(String(wanted))
    return (document) => valuesAt(document, field).some((value) => fits(String(value)))
  }
  if (kind === 'prefix') {
    return (document) =>
      valuesAt(document, field).some((value) => String(value).toLowerCase().startsWith(String(wanted).toLowerCase()))
  }
  if (kind === 'term') return (document) => valuesAt(document, field).some((value) => same(value, wanted))
  return (document) => matchesText(valuesAt(document, field), String(wanted))
}

/** Fields a free word is looked for in when a query names none. */
const textFields = ['name', 'displayName', 'fullyQualifiedName', 'description']

/** `name:sales AND owners.name:ada OR *report*`: OR binds loosest; `NOT` turns the next term round. */
export function queryString(text: string, fields: readonly string[] = textFields): Predicate {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === '*') return () => true
  const named = fields.map((field) => field.replace(/\^[\d.]+$/, ''))
  const alternatives = trimmed.split(/\s+(?:OR|\|\|)\s+/).map((part) => {
    const terms = part.match(/(?:NOT\s+|!|-)?(?:[\w.]+:)?(?:"(?:[^"\\]|\\.)*"|\((?:[^()]*)\)|\S+)/g) ?? []
    return terms.filter((term) => term !== 'AND' && term !== '&&').map((term) => queryTerm(term, named))
  })
  return (document) => alternatives.some((terms) => terms.every((holds) => holds(document)))
}

function queryTerm(term: string, fields: readonly string[]): Predicate {
  const negated = /^(?:NOT\s+|!|-)/.exec(term)
  if (negated !== null) {
    const inner = queryTerm(term.slice(negated[0].length), fields)
    return (document) => !inner(document)
  }
  const [, field, rest = ''] = /^(?:([\w.]+):)?([\s\S]*)$/.exec(term) ?? []
  const value = rest
    .replace(/^"([\s\S]*)"$/, '$1')
    .replace(/^\(([\s\S]*)\)$/, '$1')
    .replaceAll(/\\(.)/g, hasWildcard(rest) ? '\\$1' : '$1')
  const names = field === undefined ? fields : [field]
  if (hasWildcard(value)) {
    const fits = wildcard(value)
    return (document) => names.some((name) => valuesAt(document, name).some((candidate) => fits(String(candidate))))
  }
  if (field !== undefined && /\.keyword$|^fullyQualifiedName$|^email$/.test(field)) {
    return (document) => valuesAt(document, field).some((candidate) => same(candidate, value))
  }
  return (document) =>
    matchesText(
      names.flatMap((name) => valuesAt(document, name)),
      value,
    )
}
