import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sheetEnd, sheetRow, sheetStart, xlsxPacker } from '@/lib/import/formats/xlsx/write-xlsx'
import { readFile } from '@/lib/import/read-file'
import { anyCharacter } from '@/lib/model/testing'

async function workbook(rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const pack = await xlsxPacker('dash & boards')
  const pieces = [pack(sheetStart, false), ...rows.map((row) => pack(sheetRow(row), false)), pack(sheetEnd, true)]
  return new Uint8Array(Buffer.concat(pieces))
}
const read = async (rows: readonly (readonly string[])[]) =>
  readFile({ kind: 'file', name: 'a.xlsx', bytes: await workbook(rows) }, { headerRow: 1 })

const cell = fc.oneof(
  fc.constantFrom(
    '=1+2',
    '+a',
    '-5',
    '@x',
    "'",
    ' x ',
    '  ',
    '\t',
    'a\r\nb\n',
    '_x000D_',
    '_x005F_',
    '_',
    '<&>"',
    ']]>',
  ),
  fc.string({ unit: anyCharacter }).map((text) => text.toWellFormed()),
  fc.string(),
)

test('cells come back from a workbook exactly as they went in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
      const filled = rows.filter((row) => row.some((text) => text.trim() !== ''))
      fc.pre(filled.length > 0)
      const table = await read([['a', 'b', 'c'], ...rows])
      expect(table.headers).toEqual(['a', 'b', 'c'])
      expect(table.rows).toEqual(filled)
    }),
    { numRuns: 300 },
  )
})

test('no cell is a formula, a number or a link, and a text that no cell holds is empty', async () => {
  const sheet = sheetRow(['=HYPERLINK("http://x")', '12', 'x'.repeat(32_767), 'x'.repeat(32_768), ''])
  expect(sheet.match(/<c t="inlineStr">/g)).toHaveLength(3)
  expect(sheet.match(/<c\/>/g)).toHaveLength(2)
  expect(sheet).not.toMatch(/<f>|<v>/)
  const table = await read([
    ['a', 'b', 'c', 'd', 'e'],
    ['=1', '12', 'x', 'x'.repeat(40_000), ''],
  ])
  expect(table.rows).toEqual([['=1', '12', 'x', '', '']])
})

test('a workbook is written while its rows come, and nothing of it is kept', async () => {
  const pack = await xlsxPacker('a')
  expect(pack(sheetStart, false).length).toBeGreaterThan(0)
  const noise = () => Array.from({ length: 4 }, () => Math.random().toString(36).repeat(3))
  const sizes = Array.from(
    { length: 50 },
    () => pack(Array.from({ length: 100 }, () => sheetRow(noise())).join(''), false).length,
  )
  expect(sizes.filter((size) => size > 0).length).toBeGreaterThan(10)
  expect(pack(sheetEnd, true).length).toBeGreaterThan(0)
})
