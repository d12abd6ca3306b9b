import { expect, it } from 'vitest'
import { shownName } from '@/lib/model/rules/shown-name'

it.each([
  [{ name: '10', displayName: 'deck.gl Demo' }, 'deck.gl Demo'],
  [{ name: '10' }, '10'],
  [{ name: '10', displayName: '' }, '10'],
  [{ name: '10', displayName: ' \u00a0 ' }, '10'],
])('%j is shown as "%s"', (entity, shown) => {
  expect(shownName(entity)).toBe(shown)
})
