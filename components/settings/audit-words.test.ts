import { expect, test } from 'vitest'
import { entryWords, groupNames, kindGroups } from '@/components/settings/audit-words'
import { auditKinds } from '@/lib/model/wire/audit'

test('every kind is found by one group', () => {
  expect(groupNames.flatMap((name) => kindGroups[name].kinds).toSorted()).toEqual([...auditKinds].toSorted())
})

test('an entry is a sentence', () => {
  const thing = { type: 'glossary', fullyQualifiedName: 'Words' }
  const told = { id: '1', at: 1, count: 1 }
  expect(entryWords({ ...told, kind: 'entityDeleted', thing })).toBe('Deleted glossary for good')
  expect(entryWords({ ...told, kind: 'entityUpdated', thing, count: 1_200 })).toBe('Changed 1,200 glossaries')
  expect(entryWords({ ...told, kind: 'entityCreated', thing: { ...thing, type: 'dashboardService' }, count: 2 })).toBe(
    'Created 2 dashboard services',
  )
  expect(entryWords({ ...told, kind: 'entityCreated', thing: { ...thing, type: 'policy' }, count: 4 })).toBe(
    'Created 4 policies',
  )
  expect(entryWords({ ...told, kind: 'signInRefused', count: 12 })).toBe('Sign-in refused, 12 times')
  expect(entryWords({ ...told, kind: 'signedIn' })).toBe('Signed in')
})
