import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { problemOf } from '@/lib/import/formats/testing'
import { numberText, shownBy } from '@/lib/import/formats/xlsx/cells'
import { readFile } from '@/lib/import/read-file'
import type { ReadOptions } from '@/lib/import/table'

interface Sheet {
  readonly name: string
  /** What is between `sheetData`. */
  readonly rows: string
  readonly state?: string
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** A workbook as Excel writes one, as far as it is read. */
function workbook(
  sheets: readonly Sheet[],
  { shared = [] as string[], formats = [] as string[], properties = '' } = {},
) {
  const text = (value: string) => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${value}`)
  const parts: Record<string, Uint8Array> = {
    'xl/workbook.xml': text(
      `<workbook ${main} ${relation}>${properties}<sheets>${sheets.map(({ name, state = 'visible' }, at) => `<sheet name="${name}" sheetId="${at + 1}" state="${state}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': text(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="x" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}</Relationships>`,
    ),
    'xl/sharedStrings.xml': text(`<sst ${main}>${shared.join('')}</sst>`),
    'xl/styles.xml': text(
      `<styleSheet ${main}><numFmts>${formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code}"/>`).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, at) => `<xf numFmtId="${164 + at}"/>`).join('')}</cellXfs></styleSheet>`,
    ),
  }
  for (const [at, { rows }] of sheets.entries())
    parts[`xl/worksheets/sheet${at + 1}.xml`] = text(`<worksheet ${main}><sheetData>${rows}</sheetData></worksheet>`)
  return zipSync(parts)
}

const cell = (reference: string, value: string) => `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`
const row = (number: number, ...values: string[]) =>
  `<row r="${number}">${values.map((value, at) => cell(`${String.fromCharCode(65 + at)}${number}`, value)).join('')}</row>`
const read = (bytes: Uint8Array, options: ReadOptions = {}) =>
  readFile({ kind: 'file', name: 'a.xlsx', bytes }, { collection: 'dashboards', ...options })

describe('a workbook', () => {
  test('is a table by the row that names its columns, with the numbers of its rows', async () => {
    const rows = `${row(1, 'Inventory of 2026')}${row(3, 'ID', 'Title', 'Link')}${row(4, 'a', 'Cash', 'u')}${row(7, 'b', 'Debt', 'v')}`
    const table = await read(workbook([{ name: 'Sheet1', rows }]))
    expect(table).toMatchObject({
      format: 'xlsx',
      columns: ['ID', 'Title', 'Link'],
      rows: [
        ['a', 'Cash', 'u'],
        ['b', 'Debt', 'v'],
      ],
      rowNumbers: [4, 7],
      headerRow: 3,
    })
    expect(table.parts).toBeUndefined()
    const other = await read(workbook([{ name: 'Sheet1', rows }]), { headerRow: 4 })
    expect([other.columns, other.rows]).toEqual([['a', 'Cash', 'u'], [['b', 'Debt', 'v']]])
  })

  test('has cells that are shared, styled in part, spoken, escaped, computed, wrong and empty', async () => {
    const shared = [
      '<si><t>name</t></si>',
      '<si><t>text</t></si>',
      '<si><r><t>Rich </t></r><r><rPr><b/></rPr><t xml:space="preserve">text &amp; more</t></r><rPh sb="0" eb="1"><t>ヨミ</t></rPh></si>',
      '<si><t>two_x000A_lines, _x005F_x000A_</t></si>',
    ]
    const rows = [
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>1</v></c></row>',
      '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row>',
      '<row r="3"><c r="A3" t="str"><f>A1&amp;"x"</f><v>computed</v></c><c r="C3" t="e"><v>#N/A</v></c></row>',
      '<row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="d"><v>2026-03-01T10:00:00</v></c></row>',
    ].join('')
    const table = await read(workbook([{ name: 'A', rows }], { shared }))
    expect(table.columns).toEqual(['name', 'text', 'text (2)'])
    expect(table.rows).toEqual([
      ['Rich text & more', 'two\nlines, _x000A_', ''],
      ['computed', '', '#N/A'],
      ['true', '2026-03-01 10:00:00', ''],
    ])
    expect(table.ragged).toEqual([])
  })

  test('shows dates, shares and ids as Excel does, and never spoils them', async () => {
    const formats = ['yyyy\\-mm\\-dd', 'd.m.yyyy h:mm', '0.0%', '00000', '#,##0.00', '0']
    const values = ['45000', '45000.5', '0.125', '42', '1234.5', '1.23456789012346E+19']
    const cells = values.map((value, at) => `<c r="${String.fromCharCode(65 + at)}2" s="${at + 1}"><v>${value}</v></c>`)
    const rows = `${row(1, 'a', 'b', 'c', 'd', 'e', 'f')}<row r="2">${cells.join('')}</row>`
    const table = await read(workbook([{ name: 'A', rows }], { formats }))
    expect(table.rows).toEqual([
      ['2023-03-15', '2023-03-15 12:00:00', '12.5%', '00042', '1234.50', '1.23456789012346E+19'],
    ])
    const mac = await read(workbook([{ name: 'A', rows }], { formats, properties: '<workbookPr date1904="1"/>' }))
    expect(mac.rows[0]?.[0]).toBe('2027-03-16')
  })

  test('of several sheets has one, by what is imported, and can be told which', async () => {
    const sheets = [
      { name: 'Notes', rows: row(1, 'Read me') },
      { name: 'Old', rows: row(1, 'name') + row(2, 'hidden'), state: 'hidden' },
      { name: 'All', rows: row(1, 'name') + row(2, 'first') },
      { name: 'Charts', rows: row(1, 'name') + row(2, 'a chart') + row(3, 'another') },
    ]
    const first = await read(workbook(sheets))
    expect([first.part, first.rows]).toEqual(['All', [['first']]])
    expect(first.parts).toEqual([
      { name: 'Notes', rows: 0 },
      { name: 'Old', rows: 1 },
      { name: 'All', rows: 1 },
      { name: 'Charts', rows: 2 },
    ])
    expect((await read(workbook(sheets), { collection: 'charts' })).part).toBe('Charts')
    expect((await read(workbook(sheets), { part: 'Old' })).rows).toEqual([['hidden']])
  })

  test.each([
    ['without sheets', workbook([]), 'no sheets'],
    ['with an empty sheet', workbook([{ name: 'A', rows: '' }]), 'empty'],
    ['with a header alone', workbook([{ name: 'A', rows: row(1, 'name') }]), 'no rows below its header'],
    ['that is broken', zipSync({ 'xl/workbook.xml': strToU8('<workbook') }), 'not valid XML'],
  ])('%s is refused', async (_, bytes, told) => {
    const { message } = await problemOf(read(bytes))
    expect(message).toContain(told)
  })

  test('with a stray cell at the end of the world is as wide as its table', async () => {
    const rows = `${row(1, 'name', 'title')}<row r="2">${cell('A2', 'a')}${cell('XFD2', 'stray')}</row>`
    expect((await read(workbook([{ name: 'A', rows }]))).rows).toEqual([['a', '']])
  })
})

test.each([
  ['0', '00', '00'],
  ['7', '000', '007'],
  ['-7', '000', '-7'],
  ['0.1', '0%', '10%'],
  ['0.29', '0.##%', '29%'],
  ['1.5', 'General', '1.5'],
  ['0.1', '#,##0.00 "€"', '0.10'],
  ['59', 'yyyy-mm-dd', '1900-02-28'],
  ['61', 'yyyy-mm-dd', '1900-03-01'],
  ['0.5', 'h:mm', '12:00:00'],
  ['12345678901234567890', '0', '12345678901234567890'],
  ['3', '[Red]0;[Blue]-0', '3'],
  ['text', '0', 'text'],
])('%s shown by %s is %s', (raw, code, shown) => {
  expect(numberText(raw, shownBy(code), false)).toBe(shown)
})
