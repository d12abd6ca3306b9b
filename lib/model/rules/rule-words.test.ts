import { expect, test } from 'vitest'
import { operations } from '@/lib/model/rules/access'
import { conditionWords, operationWords, ruleSentence } from '@/lib/model/rules/rule-words'

test('every operation has words of its own', () => {
  const words = operations.map(operationWords)
  expect(new Set(words).size).toBe(operations.length)
  expect(words.filter((each) => /[A-Z]/.test(each))).toEqual([])
  expect(operationWords('EditCustomFields')).toBe('edit custom fields')
})

test.each([
  ['isOwner()', 'they own it'],
  ['noOwner() && !hasDomain()', 'nobody owns it and not: it is in a domain of theirs'],
  ["matchAnyTag('PII.Sensitive', 'Tier.Tier1')", "it has one of the tags 'PII.Sensitive', 'Tier.Tier1'"],
  ["isReviewer() || inAnyTeam('sales')", "they review it or they are in one of the teams 'sales'"],
])('%s is told as %s', (condition, words) => {
  expect(conditionWords(condition)).toBe(words)
})

test('a rule is a sentence', () => {
  expect(ruleSentence({ effect: 'allow', operations: ['ViewAll'], resources: ['all'] })).toBe('May see everything.')
  expect(
    ruleSentence({ effect: 'allow', operations: ['EditDescription', 'EditTags', 'EditTier'], resources: ['chart'] }),
  ).toBe('May edit description, tags and tier of a chart.')
  expect(ruleSentence({ effect: 'allow', operations: ['EditAll', 'EditTags'], resources: ['All'] })).toBe(
    'May edit, and edit tags of, anything.',
  )
  expect(
    ruleSentence({
      effect: 'deny',
      operations: ['EditTags', 'Delete'],
      resources: ['dashboard', 'dashboardService'],
      condition: 'noOwner()',
    }),
  ).toBe('May never delete, or edit tags of, a dashboard or dashboard service, if nobody owns it.')
  expect(ruleSentence({ effect: 'deny', operations: ['All'], resources: ['all'] })).toBe('May never do anything.')
  expect(ruleSentence({ effect: 'allow', operations: ['Create', 'ViewUsage'], resources: ['ingestionPipeline'] })).toBe(
    'May create, and see usage of, an ingestion pipeline.',
  )
  expect(
    ruleSentence({ effect: 'allow', operations: ['Create', 'EditAll', 'Delete'], resources: ['dashboard', 'chart'] }),
  ).toBe('May create, edit and delete a dashboard or chart.')
})
