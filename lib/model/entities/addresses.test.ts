/** The table of types and the registry of definitions name the same types. */
import { expect, test } from 'vitest'
import { addresses } from '@/lib/model/entities/addresses'
import { entityTypes } from '@/lib/model/entities/entity'
import { definitions } from '@/lib/model/entities/registry'

test('every type has its row, under its own name, and its definition', () => {
  expect(Object.values(addresses).map(({ type }) => type)).toEqual(entityTypes)
  expect(definitions.map(({ type }) => type).toSorted()).toEqual(entityTypes.toSorted())
})

test('no two types have pages in the same folder, or calls at the same path', () => {
  const rows = Object.values(addresses)
  const folders = rows.flatMap((row) => ('folder' in row ? [row.folder] : []))
  expect(folders.length).toBeGreaterThan(10)
  expect(new Set(folders).size).toBe(folders.length)
  for (const member of ['collection', 'path'] as const)
    expect(new Set(rows.map((row) => row[member])).size).toBe(rows.length)
})
