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
  ])('%s', (pattern, matches) => {
    expect(wildcard(pattern).test(document.fullyQualifiedName)).toBe(matches)
  })
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
