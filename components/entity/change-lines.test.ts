import { expect, test } from 'vitest'
import { changeLines, changeSummary } from '@/components/entity/change-lines'

const change = (given: object) => ({
  fieldsAdded: [],
  fieldsUpdated: [],
  fieldsDeleted: [],
  previousVersion: 0.1,
  ...given,
})

test('what came and what went of one list stand on one line, by name', () => {
  const lines = changeLines(
    change({
      fieldsAdded: [{ name: 'owners', newValue: '[{"id":"1","name":"ana","displayName":"Ana Ruiz"}]' }],
      fieldsDeleted: [{ name: 'owners', oldValue: '[{"id":"2","name":"bi"}]' }],
    }),
  )
  expect(lines).toEqual([{ field: 'owners', label: 'Owners', added: ['Ana Ruiz'], removed: ['bi'] }])
})

test('tags are called what badges call them', () => {
  const [line] = changeLines(
    change({ fieldsAdded: [{ name: 'tags', newValue: '[{"tagFQN":"Tier.Tier1","name":"Tier1"}]' }] }),
  )
  expect(line?.added).toEqual(['Tier 1'])
})

test('a text that only looks like JSON stays a text', () => {
  const [line] = changeLines(
    change({ fieldsUpdated: [{ name: 'displayName', oldValue: 'Old', newValue: '[draft] New' }] }),
  )
  expect(line).toMatchObject({ removed: ['Old'], added: ['[draft] New'] })
})

test('the summary names the fields and shortens long ones', () => {
  const lines = ['description', 'tags', 'owners', 'domains', 'project'].map((name) => ({ name, newValue: 'x' }))
  expect(changeSummary(changeLines(change({ fieldsAdded: lines.slice(0, 2) })))).toBe('Description and tags changed')
  expect(changeSummary(changeLines(change({ fieldsAdded: lines })))).toBe(
    'Description, tags, owners and 2 more changed',
  )
  expect(changeSummary([])).toBe('Nothing that is recorded changed')
})
