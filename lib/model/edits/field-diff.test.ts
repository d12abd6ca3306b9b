import { describe, expect, test } from 'vitest'
import { changeSummary, fieldDiffs } from '@/lib/model/edits/field-diff'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { FieldChange } from '@/lib/model/entities/entity'

const change = (given: { added?: FieldChange[]; updated?: FieldChange[]; deleted?: FieldChange[] }) => ({
  fieldsAdded: given.added ?? [],
  fieldsUpdated: given.updated ?? [],
  fieldsDeleted: given.deleted ?? [],
  previousVersion: 0.1,
})
const tag = (tagFQN: string) => ({ tagFQN, source: 'Classification' })

describe('recorded changes in words', () => {
  test('texts, values and lists', () => {
    const diffs = fieldDiffs(
      dashboards,
      change({
        added: [
          { name: 'description', newValue: 'Maps' },
          { name: 'tags', newValue: JSON.stringify([tag('Tier.Tier1'), tag('PII.None')]) },
        ],
        updated: [{ name: 'sourceUrl', oldValue: 'http://a', newValue: 'http://b' }],
        deleted: [{ name: 'charts', oldValue: JSON.stringify([{ id: '1', name: '114', displayName: '% Rural' }]) }],
      }),
    )
    expect(diffs).toEqual([
      { kind: 'text', field: 'description', label: 'Description', before: '', after: 'Maps' },
      { kind: 'set', field: 'tags', label: 'Tags', added: ['Tier.Tier1', 'PII.None'], removed: [] },
      { kind: 'value', field: 'sourceUrl', label: 'Source URL', before: 'http://a', after: 'http://b' },
      { kind: 'set', field: 'charts', label: 'Charts', added: [], removed: ['% Rural'] },
    ])
    expect(changeSummary(diffs)).toBe('description, +2 tags, source URL, −1 chart')
  })

  test('one list with both', () => {
    const owner = (name: string) => JSON.stringify([{ id: name, type: 'user', name }])
    const diffs = fieldDiffs(
      dashboards,
      change({
        added: [{ name: 'owners', newValue: owner('ana') }],
        deleted: [{ name: 'owners', oldValue: owner('ben') }],
      }),
    )
    expect(diffs).toEqual([{ kind: 'set', field: 'owners', label: 'Owners', added: ['ana'], removed: ['ben'] }])
    expect(changeSummary(diffs)).toBe('+1 −1 owner')
  })

  test('deleting and restoring', () => {
    const deletion = (oldValue: boolean, newValue: boolean) =>
      changeSummary(fieldDiffs(dashboards, change({ updated: [{ name: 'deleted', oldValue, newValue }] })))
    expect(deletion(false, true)).toBe('deleted')
    expect(deletion(true, false)).toBe('restored')
  })

  test('a name that looks like JSON stays as it is', () => {
    const diffs = fieldDiffs(
      dashboards,
      change({ updated: [{ name: 'displayName', oldValue: '[1]', newValue: '{"a":1}' }] }),
    )
    expect(diffs).toEqual([
      { kind: 'value', field: 'displayName', label: 'Display name', before: '[1]', after: '{"a":1}' },
    ])
  })

  test('custom properties', () => {
    const diffs = fieldDiffs(
      dashboards,
      change({
        added: [{ name: 'extension', newValue: '[{"team size":4}]' }],
        updated: [{ name: 'extension.cost', oldValue: '1', newValue: '2' }],
      }),
    )
    expect(diffs).toEqual([
      { kind: 'value', field: 'extension.team size', label: 'team size', before: undefined, after: '4' },
      { kind: 'value', field: 'extension.cost', label: 'cost', before: '1', after: '2' },
    ])
    expect(changeSummary(diffs)).toBe('team size, cost')
  })
})
