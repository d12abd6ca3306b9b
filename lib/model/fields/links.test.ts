import { expect, test } from 'vitest'
import { draftOf, draftPatch, requestOf } from '@/lib/model/edits/draft'
import { draftDiffs } from '@/lib/model/edits/field-diff'
import { glossaryTerms } from '@/lib/model/entities/glossary'
import { fieldOf } from '@/lib/model/fields/field'
import { kindOf } from '@/lib/model/fields/kinds'

const field = fieldOf(glossaryTerms, 'references')
const { problem } = kindOf(field)
const wiki = { name: 'Wiki', endpoint: 'https://wiki.example.com/churn' }
const of = (...references: unknown[]) => draftOf(glossaryTerms, ['references'], { references })

test('a row that is empty is not kept, and space round a text is a slip', () => {
  const draft = {
    references: [
      { name: ' Wiki ', endpoint: ` ${wiki.endpoint}` },
      { name: '', endpoint: ' ' },
    ],
  }
  expect(requestOf(glossaryTerms, draft)).toEqual({ references: [wiki] })
  expect(draftPatch(glossaryTerms, of(), draft)).toEqual([{ op: 'replace', path: '/references', value: [wiki] }])
})

test('what came and went is told by name and address', () => {
  const paper = { endpoint: 'https://paper.example.com' }
  expect(draftDiffs(glossaryTerms, of(wiki), of(paper))).toEqual([
    {
      kind: 'set',
      field: 'references',
      label: 'References',
      added: ['https://paper.example.com'],
      removed: ['Wiki (https://wiki.example.com/churn)'],
    },
  ])
})

test.each(['javascript:alert(1)', 'ftp://files.example.com', 'wiki', ''])(
  'the address %j is refused in words',
  (endpoint) => {
    expect(problem?.([wiki, { name: 'Other', endpoint }], field)).toBe(
      'The address of Other starts with http:// or https://.',
    )
  },
)

test('addresses of the web are taken', () => {
  expect(problem?.([wiki, { name: '', endpoint: '' }], field)).toBeUndefined()
})
