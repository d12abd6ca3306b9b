import { expect, test } from 'vitest'
import type { GridColumn } from '@/components/import/grid-columns'
import { suggestionAt, withSuggestion } from '@/components/import/suggested-fix'
import { targetColumns } from '@/lib/import/columns'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { JobRowView } from '@/lib/model/wire/job'

const columnFor = (key: string): GridColumn => {
  const target = targetColumns(dashboards).find((one) => one.key === key)
  if (target === undefined) throw new Error(`no target ${key}`)
  return { name: key, place: 0, target }
}
const rowWith = (text: string, path: string, key: string, near?: string): JobRowView => ({
  row: 0,
  outcome: 'refused',
  cells: [text],
  fields: [
    { path, message: 'It is not there', code: 'notFound', params: { key, ...(near !== undefined && { near }) } },
  ],
})
const fixed = (column: GridColumn, row: JobRowView): string | undefined => {
  const suggestion = suggestionAt(row, column)
  return suggestion && withSuggestion(row.cells?.[0] ?? '', column, suggestion)
}

test.each([
  ['service', 'sample_supreset', '/service', 'sample_supreset', 'sample_superset', 'sample_superset'],
  ['fullyQualifiedName', 'smaple.10', '/service', 'smaple', 'sample', 'sample.10'],
  [
    'tags',
    'PII.None; PII.Senstive; Tier.Tier1',
    '/tags',
    'PII.Senstive',
    'PII.Sensitive',
    'PII.None; PII.Sensitive; Tier.Tier1',
  ],
  ['domains', 'Marketign', '/domains/0', 'Marketign', 'Marketing', 'Marketing'],
  ['charts', 'a; revenu', '/charts/1', 'sample.revenu', 'sample.revenue', 'a; sample.revenue'],
  ['domains', 'A $& B', '/domains/0', 'A $& B', 'A $& C; D', '"A $& C; D"'],
])('in %s, %s is mended', (key, text, path, named, near, after) => {
  expect(fixed(columnFor(key), rowWith(text, path, named, near))).toBe(after)
})

test('nothing is suggested where nothing is near, the cell says something else, or the row is right', () => {
  const column = columnFor('tags')
  expect(suggestionAt(rowWith('PII.X', '/tags', 'PII.X'), column)).toBeUndefined()
  expect(suggestionAt(rowWith('other', '/tags', 'PII.Senstive', 'PII.Sensitive'), column)).toBeUndefined()
  expect(
    suggestionAt(rowWith('PII.Senstive', '/tags', 'PII.Senstive', 'PII.Sensitive'), columnFor('domains')),
  ).toBeUndefined()
  const right = { ...rowWith('PII.Senstive', '/tags', 'PII.Senstive', 'PII.Sensitive'), outcome: 'create' } as const
  expect(suggestionAt(right, column)).toBeUndefined()
})
