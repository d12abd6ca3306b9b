import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { queryString, toPredicate, valuesAt, wildcard } from '@/lib/model/search-filter'

const document = {
  name: '10',
  displayName: 'deck.gl Demo',
  fullyQualifiedName: 'sample_superset.10',
  owners: [{ name: 'ada', type: 'user' }],
  tags: [{ tagFQN: 'Tier.Tier1' }],
  deleted: false,
}

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
})

test('a pattern of many stars is answered at once', () => {
  expect(wildcard(`${'*a'.repeat(40)}b`)('a'.repeat(5_000))).toBe(false)
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

test('a path goes through lists, and .keyword names the same field', () => {
  expect(valuesAt(document, 'owners.name.keyword')).toEqual(['ada'])
})

describe('filters', () => {
  test.each([
    [{ query: { bool: { must: [{ term: { 'owners.name': 'ADA' } }] } } }, true],
    [{ bool: { must_not: [{ term: { deleted: true } }] } }, true],
    [{ bool: { should: [{ term: { name: '11' } }, { terms: { name: ['10', '12'] } }] } }, true],
    [{ exists: { field: 'domains' } }, false],
    [{ query_string: { query: 'deck AND isBot:false', fields: ['displayName'] } }, false],
    ['not a query', true],
  ])('%j', (filter, matches) => {
    expect(toPredicate(filter)(document)).toBe(matches)
  })
})

describe('query strings', () => {
  test.each([
    ['deck', true],
    ['deck OR nothing', true],
    ['deck AND nothing', false],
    ['NOT deck', false],
    ['displayName:demo', true],
    ['tags.tagFQN:"Tier.Tier1"', true],
    ['fullyQualifiedName:sample_superset.10', true],
    ['fullyQualifiedName:sample_superset', false],
    ['*', true],
  ])('%s', (text, matches) => {
    expect(queryString(text)(document)).toBe(matches)
  })
})
