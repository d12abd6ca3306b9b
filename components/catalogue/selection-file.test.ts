import { expect, test } from 'vitest'
import { fileHref, isForGrid } from '@/components/catalogue/selection-file'

const found = { collection: 'dashboards', filter: { q: 'sales & more' } } as const
const ticked = (count: number) => ({
  collection: 'charts' as const,
  ids: Array.from({ length: count }, (_, at) => `id-${at}`),
})

test('up to 2,000 that are found, and as many as one call names by ids, are for a grid', () => {
  expect([isForGrid(found, 2_000), isForGrid(found, 2_001)]).toEqual([true, false])
  expect([isForGrid(ticked(1_000), 1_000), isForGrid(ticked(1_001), 1_001)]).toEqual([true, false])
})

test('the file of a selection comes at once, or is made by a job where it is long', () => {
  expect(fileHref(found, 2_001)).toBe('/api/x/exports/dashboards?q=sales+%26+more&format=csv')
  expect(fileHref(found, 10_001)).toBeUndefined()
  expect(fileHref(ticked(2), 2)).toBe('/api/x/exports/charts?ids=id-0%2Cid-1&format=csv')
  expect(fileHref(ticked(1_001), 1_001)).toBeUndefined()
})
