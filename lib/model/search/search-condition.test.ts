import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQueryString } from '@/lib/model/search/query-string'
import { type Condition, Subject, toPredicate, valuesAt } from '@/lib/model/search/search-condition'
import { parseFilter } from '@/lib/model/search/search-filter'
import { surestWords, wildcard } from '@/lib/model/search/search-pattern'
import { foldText, indexedWords, wantedWords } from '@/lib/model/search/search-words'
import { CatalogueError } from '@/lib/model/wire/errors'

const document = {
  name: '10',
  displayName: 'deck.gl Demo',
  fullyQualifiedName: 'sample_superset.10',
  description: 'Monthly revenue by région, 月度销售看板',
  owners: [{ name: 'ada', displayName: 'Ada L.', type: 'user' }],
  tags: [{ tagFQN: 'Tier.Tier1' }],
  deleted: false,
}
const holds = (condition: Condition | undefined) => toPredicate(condition ?? { kind: 'all' })(new Subject(document))

describe('wildcards', () => {
  test.each([
    ['sample_*.1*', true],
    ['sample_?uperset.10', true],
    ['sample_superset', false],
    ['*', true],
    ['sample_superset\\*', false],
    ['(', false],
    ['*super*et*', true],
    ['*super*zet*', false],
    ['**10**', true],
    ['???*10?', false],
    ['', false],
  ])('%s', (pattern, matches) => {
    expect(wildcard(pattern)(document.fullyQualifiedName)).toBe(matches)
  })

  test('what a wildcard matches is what the same regular expression matches', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 })
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 8 })
    fc.assert(
      fc.property(pattern, text, (pattern, text) => {
        const expected = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'u').test(text)
        expect(wildcard(pattern)(text)).toBe(expected)
      }),
    )
  })

  test('what a pattern matches has the words that the index is asked for', () => {
    const unit = fc.constantFrom('a', 'b', ' ', '.', '销', '售')
    const pattern = fc.string({ unit: fc.oneof(unit, fc.constantFrom('*', '?')), maxLength: 8 })
    fc.assert(
      fc.property(pattern, fc.string({ unit, maxLength: 8 }), (pattern, text) => {
        fc.pre(wildcard(pattern)(foldText(text)))
        const indexed = indexedWords(text)
        for (const word of wantedWords(surestWords(pattern)))
          expect(indexed.some((one) => one.startsWith(word))).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('a pattern of many stars is answered at once, a long one refused', () => {
    expect(wildcard(`${'*a'.repeat(40)}b`)('a'.repeat(5_000))).toBe(false)
    expect(() => wildcard('a'.repeat(501))).toThrow(CatalogueError)
  })
})

test('a path goes through lists, .keyword names the same field, and nothing comes from the prototype', () => {
  expect(valuesAt(document, 'owners.name.keyword')).toEqual(['ada'])
  expect(valuesAt(document, 'constructor.name')).toEqual([])
})

describe('filters', () => {
  test.each([
    [{ query: { bool: { must: [{ term: { 'owners.name': 'ADA' } }] } } }, true],
    [{ term: { 'owners.displayName.keyword': 'ada l.' } }, true],
    [{ bool: { must_not: [{ term: { deleted: true } }] } }, true],
    [{ bool: { should: [{ term: { name: '11' } }, { terms: { name: ['10', '12'] } }] } }, true],
    [{ bool: { should: [{ term: { name: '11' } }] } }, false],
    [{ bool: { filter: [{ term: { name: '10' } }], should: [{ term: { name: '11' } }] } }, true],
    [
      { bool: { filter: [{ term: { name: '10' } }], should: [{ term: { name: '11' } }], minimum_should_match: 1 } },
      false,
    ],
    [{ exists: { field: 'domains' } }, false],
    [{ match_phrase: { description: 'revenue by region' } }, true],
    [{ match_phrase: { description: 'revenue region' } }, false],
    [{ prefix: { displayName: 'Deck.' } }, true],
    [{ wildcard: { description: { value: 'rev*' } } }, true],
    [{ query_string: { query: 'deck AND isBot:false', fields: ['displayName'] } }, false],
    [{ query_string: { query: 'deck nothing', fields: ['displayName'], default_operator: 'or' } }, true],
    ['not a query', true],
    [{ something: { else: 1 } }, true],
    [{ query_string: { query: 'constructor' } }, false],
  ])('%j', (filter, matches) => {
    expect(holds(parseFilter(JSON.stringify(filter)))).toBe(matches)
  })

  test('a text that is no JSON is none', () => {
    expect(parseFilter('not json')).toBeUndefined()
  })

  test.each([
    ['long', JSON.stringify({ term: { name: 'a'.repeat(20_000) } })],
    ['nested', `${'{"bool":{"must":['.repeat(30)}{"term":{"name":"a"}}${']}}'.repeat(30)}`],
    ['wide', JSON.stringify({ terms: { name: Array.from({ length: 600 }, (_, at) => at) } })],
    ['many', JSON.stringify({ bool: { should: Array.from({ length: 600 }, () => ({ term: { a: 1 } })) } })],
    ['with a long query', JSON.stringify({ query_string: { query: 'a '.repeat(300) } })],
  ])('too much is refused: %s', (_what, text) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ kind: 'badRequest' }))
  })

  test('many long patterns are refused together', () => {
    const should = Array.from({ length: 5 }, () => ({ wildcard: { name: 'a*'.repeat(200) } }))
    expect(() => holds(parseFilter(JSON.stringify({ bool: { should } })))).toThrow(
      expect.objectContaining({ kind: 'badRequest' }),
    )
  })
})

describe('query strings', () => {
  test.each([
    ['deck', true],
    ['deck OR nothing', true],
    ['deck AND nothing', false],
    ['NOT deck', false],
    ['NOT NOT deck', true],
    ['-deck', false],
    ['revenue -nothing', true],
    ['revenue - deck', true],
    ['+revenue +deck', true],
    ['displayName:demo', true],
    ['displayName:(demo OR nothing) AND revenue', true],
    ['(deck OR x) AND (y OR demo)', true],
    ['(deck AND x) OR (y AND demo)', false],
    ['tags.tagFQN:"Tier.Tier1"', true],
    ['fullyQualifiedName:sample_superset.10', true],
    ['fullyQualifiedName:sample_superset', false],
    ['*', true],
    ['owners:*', true],
    ['owners.name:*', true],
    ['domains.name:*', false],
    ['rev*', true],
    ['*venue', true],
    ['REGION', true],
    ['"revenue by région"', true],
    ['"by revenue"', false],
    ['"open quotation', false],
    ['revenue (by', true],
    ['revenue) by', true],
    ['Monthly: revenue', true],
    ['demo~ deck^2', true],
    ['销售', true],
    ['"销售看板"', true],
    ['"看板 销售"', false],
    ['constructor', false],
    ['__proto__:x', false],
    ['', true],
    ['AND', true],
    ['NOT', true],
    ['()', true],
    ['""', true],
    ['deck AND', true],
    ['OR deck', true],
  ])('%s', (text, matches) => {
    expect(holds(parseQueryString(text))).toBe(matches)
  })

  test('words beside each other become one search for words, which an index answers', () => {
    expect(parseQueryString('rev* month')).toEqual(parseQueryString('rev month'))
    expect(parseQueryString('deck demo AND revenue')).toMatchObject({ kind: 'words', text: 'deck demo revenue' })
  })

  test('any text of bearable length has a meaning, and a longer one is refused', () => {
    const unit = fc.constantFrom(...'ab"()!-+:*?\\~^/ ', 'AND ', ' OR ', 'NOT ', 'name:', '销', '😀')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 120 }), (text) => {
        expect(typeof holds(parseQueryString(text))).toBe('boolean')
      }),
      { numRuns: 2000 },
    )
    expect(() => parseQueryString('a'.repeat(501))).toThrow(expect.objectContaining({ kind: 'badRequest' }))
  })

  test.each(['"a ', 'NOT ', '!', '-', '(', 'a:', 'a AND ', '\\', 'a"', '(a OR ', 'name:(', '*a'])(
    'the longest query of %s is read and held against the longest text at once',
    (piece) => {
      const text = piece.repeat(Math.floor(500 / piece.length))
      const subject = new Subject({ ...document, description: 'a '.repeat(25_000) + 'a'.repeat(50_000) })
      const started = performance.now()
      toPredicate(parseQueryString(text))(subject)
      // Far from the minutes that backtracking takes, however busy the machine.
      expect(performance.now() - started).toBeLessThan(1_500)
    },
  )
})
