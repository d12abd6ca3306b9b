import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeFormula, unescapeFormula } from '@/lib/import/csv-cell'
import { writeCsv, writeFailures } from '@/lib/import/failures'
import { readCsv } from '@/lib/import/formats/csv'
import { readFile } from '@/lib/import/read-file'
import { FileProblem } from '@/lib/import/table'
import { anyCharacter } from '@/lib/model/testing'

const bytes = (text: string) => new TextEncoder().encode(text)
const file = (content: Uint8Array | string, name = 'a.csv') =>
  readFile({ kind: 'file', name, bytes: typeof content === 'string' ? bytes(content) : content })
const problemOf = async (work: Promise<unknown>): Promise<FileProblem> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof FileProblem) return error
  throw new Error(`expected a FileProblem, got ${String(error)}`)
}

describe('cells', () => {
  const nasty = fc.constantFrom(
    '=1\n+2',
    '+a',
    '-a',
    '@SUM(A1)',
    '\t=',
    '\r=',
    "'",
    "''x",
    '-5',
    '+4,5',
    '"',
    'a;b',
    'é😀',
    '\u202eRTL',
    ' x ',
    'a\r\nb',
    ',',
    '',
  )
  const cell = fc.oneof(
    nasty,
    fc.string({ unit: anyCharacter }).map((text) => text.toWellFormed().replaceAll('\u0000', '')),
    fc.string(),
  )

  test('come back from a file exactly as they went in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 2, max: 5 })
          .chain((width) =>
            fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
          ),
        async (rows) => {
          fc.pre(rows.some((row) => row.some((text) => text.trim() !== '')))
          const width = rows[0]?.length ?? 0
          const headers = Array.from({ length: width }, (_, index) => `h${index}`)
          const table = await readCsv(writeCsv(headers, rows).replace(/^\ufeff/, ''))
          expect(table.headers).toEqual(headers)
          expect(table.rows.map((row) => headers.map((_, index) => row[index] ?? ''))).toEqual(
            rows.filter((row) => row.some((text) => text.trim() !== '')),
          )
        },
      ),
      { numRuns: 400 },
    )
  })

  test('cannot start a formula, whatever follows the first character', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const safe = escapeFormula(text)
        expect(/^[=@\t\r\n]/.test(safe)).toBe(false)
        expect(/^[+-]/.test(safe) && !/^[+-]\d+(?:[.,]\d+)?$/.test(safe)).toBe(false)
        expect(unescapeFormula(safe)).toBe(text)
      }),
    )
    expect(escapeFormula('=1\n+2')).toBe("'=1\n+2")
    expect(escapeFormula('-5')).toBe('-5')
  })
})

describe('a CSV', () => {
  test.each([
    [',', 'a,b\n1,"2, 3"\n'],
    [';', 'a;b\n1;"2; 3"\n'],
    ['\t', 'a\tb\n1\t2, 3; 4\n'],
    ['|', 'a|b\n1|2, 3\n'],
  ])('tells its delimiter %j', async (delimiter, text) => {
    const table = await file(text)
    expect(table.delimiter).toBe(delimiter)
    expect(table.columns).toEqual(['a', 'b'])
  })

  test('may hold commas in most cells of a semicolon file', async () => {
    expect((await file('title;summary\nA;x, y, z\nB;x, y, z\nC;x, y, z\n')).delimiter).toBe(';')
  })

  test('counts rows as a spreadsheet does, through line breaks and blank lines', async () => {
    const table = await file('a,b\r\n1,"two\nlines"\r\n\r\n,\r\n3,4\r\n')
    expect(table.rows).toEqual([
      ['1', 'two\nlines'],
      ['3', '4'],
    ])
    expect(table.rowNumbers).toEqual([2, 5])
  })

  test('skips comments above its header', async () => {
    const table = await file('"# Made by Dashcat, 2026"\n\na,b\n1,2\n')
    expect([table.columns, table.headerRow, table.rowNumbers]).toEqual([['a', 'b'], 3, [4]])
  })

  test.each([
    [
      'a line of PowerShell',
      '#TYPE Selected.Report\n"Id","Name","WebUrl"\n"1","Cash","u"\n',
      2,
      ['Id', 'Name', 'WebUrl'],
    ],
    ['a line for Excel', 'sep=;\nId;Name, long\n1;Cash, all\n', 2, ['Id', 'Name, long']],
    [
      'titles as wide as the table',
      'Inventory,,,\nAs of,2024-03-31,,\n,,,\nID,Title,Link,Team\n1,Cash,u,F\n',
      4,
      ['ID', 'Title', 'Link', 'Team'],
    ],
    ['a title alone', 'Inventory of reports\n\nID,Title,Link\n1,Cash,u\n', 3, ['ID', 'Title', 'Link']],
    ['a title and a date', 'Inventory\nas of,2024-03-31\n\nID,Title,Link\n1,Cash,u\n', 4, ['ID', 'Title', 'Link']],
    ['nothing, among years', 'name,2023,2024\na,1,2\nb,3,4\n', 1, ['name', '2023', '2024']],
    ['nothing, in a table of few values', 'ID,Title,Link,Team\n1,,,\n2,,,\n', 1, ['ID', 'Title', 'Link', 'Team']],
    ['nothing, in a table of one column', 'name\n"a, b"\nc\n', 1, ['name']],
  ])('with %s above its header has it found', async (_, text, headerRow, columns) => {
    const table = await file(text)
    expect([table.headerRow, table.columns]).toEqual([headerRow, columns])
    expect(table.rowNumbers[0]).toBe(headerRow + 1)
  })

  test('has its header in the row that a person says', async () => {
    const text = 'a,b,c\nid,title,link\n1,Cash,u\n'
    const guessed = await readCsv(text)
    expect(guessed.head).toEqual([
      { row: 1, text: 'a, b, c' },
      { row: 2, text: 'id, title, link' },
      { row: 3, text: '1, Cash, u' },
    ])
    const table = await readCsv(text, { headerRow: 2 })
    expect([table.columns, table.rows, table.rowNumbers]).toEqual([['id', 'title', 'link'], [['1', 'Cash', 'u']], [3]])
  })

  test.each([
    ['id,title,views\n1,Cash,3\n2,Total sales,4\nTotal,,7\n', [2]],
    ['id,title,views\n1,Cash,3\n2,Debt,4\n\n2 rows\n', [2]],
    ['id,title,views\n1,Cash,3\n\nApplied filters: all\nExported on 2024-03-31\n', [1, 2]],
    ['id,title,views\n1,Cash,3\n2,Debt,4\n\nFor internal use\n', [2]],
    ['id,title,views\n1,Cash,3\n2,,\n', []],
    ['id,title,views\n1,Cash,3\nTotal,All of it,4\n', []],
    ['id,title\n1,Cash\nTotal sales,\n', []],
  ])('%j tells what stands below it', async (text, footers) => {
    expect((await file(text)).footers).toEqual(footers)
  })

  test('may escape quotes by a backslash', async () => {
    const table = await file('name,description\nr-1,"Shows the \\"real\\" position"\nr-2,"Open items, by age"\n')
    expect(table.quotes).toBe('backslash')
    expect(table.rows).toEqual([
      ['r-1', 'Shows the "real" position'],
      ['r-2', 'Open items, by age'],
    ])
    const windows = await file('a,b\n"C:\\dir\\","two"\n')
    expect([windows.quotes, windows.rows]).toEqual(['csv', [['C:\\dir\\', 'two']]])
  })

  test('names columns that have no name or one that is taken, and drops empty ones at the end', async () => {
    const table = await file('Title,Title,,x,,\n1,2,3,4,,\n')
    expect(table.columns).toEqual(['Title', 'Title (2)', 'Column 3', 'x'])
    expect(table.headers).toEqual(['Title', 'Title', '', 'x'])
  })

  test('points at rows with too many or too few cells', async () => {
    const table = await file('a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n')
    expect(table.ragged.map(({ index, cells }) => [table.rowNumbers[index], cells])).toEqual([
      [3, 2],
      [4, 4],
    ])
  })

  test('with a quote that is never closed is refused with its row, its column and what stands there', async () => {
    const problem = await problemOf(file('a,b\n1,2\n3,"four\n5,6\n'))
    expect(problem.message).toBe('Row 3, column b: a quote is opened and never closed.')
    expect(problem.place).toMatchObject({ row: 3, quotes: true })
    expect(problem.place.near).toContain('"four')
  })

  test('with a broken quote far down names the right row', async () => {
    const many = Array.from({ length: 60_000 }, (_, index) => `${index},"some, text"`).join('\n')
    const problem = await problemOf(file(`a,b\n${many}\nx,"y" z\n${many}`))
    expect(problem.place.row).toBe(60_002)
    expect(problem.message).toMatch(/^Row 60002, column b: /)
    expect(problem.place.near).toContain('x,"y" z')
  })

  test.each([
    ['a,b,c\r\n1,"two, and\r\nmore","x"y"\r\n', 'Row 2, column c: '],
    ['a, Notes ,c\n1,"x" y,3\n', 'Row 2, column Notes: '],
    ['a\n1,2,"x\n', 'Row 2, column 3: '],
    ['a,"b\n1,2\n', 'Row 1, column 2: '],
    ['"a;b"";c"d";e\n1;2\n', 'Row 1, column 1: '],
    ['a,,c\n1,"x,3\n', 'Row 2, column 2: '],
  ])('%j says in which column its quotes are broken', async (text, where) => {
    const problem = await problemOf(readFile({ kind: 'text', text }, { quotes: 'csv' }))
    expect(problem.message.slice(0, problem.message.indexOf('a quote'))).toBe(where)
  })

  test('can be read until quotes are broken, and says where that is', async () => {
    const read = (text: string, quotes?: 'csv') =>
      readFile({ kind: 'text', text }, { untilBroken: true, ...(quotes && { quotes }) })
    const never = await read('a,b\n1,2\n3,"four\n5,6\n')
    expect([never.rows, never.brokenAt]).toEqual([[['1', '2']], 3])
    const inside = await read('a,b\n1,2\n\n3,"4"\n5,"six" x\n7,8\n')
    expect([inside.rows, inside.brokenAt]).toEqual([
      [
        ['1', '2'],
        ['3', '4'],
      ],
      5,
    ])
    const many = Array.from({ length: 60_000 }, (_, index) => `${index},"some, text"`).join('\n')
    const long = await read(`a,b\n${many}\nx,"y" z\n${many}`)
    expect([long.rows.length, long.rows.at(-1), long.brokenAt]).toEqual([60_000, ['59999', 'some, text'], 60_002])
    // What reads well in another way is not cut.
    const backslash = await read('a,b\n1,"2 \\"x\\" y"\n3,4\n')
    expect([backslash.rows.length, backslash.brokenAt]).toEqual([2, undefined])
    expect((await read('a,b\n1,2\n')).brokenAt).toBeUndefined()
  })

  test('says how many rows stand above broken quotes, and is refused where there are none', async () => {
    const problem = await problemOf(file('a,b\n1,2\n3,4\n5,"six\n'))
    expect(problem.place).toMatchObject({ above: 2 })
    expect(problem.place.hint).toContain('or take only the 2 rows above it')
    const first = await problemOf(readFile({ kind: 'text', text: 'a,b\n1,"two\n' }, { untilBroken: true }))
    expect(first.message).toBe('Row 2, column b: a quote is opened and never closed.')
    expect(first.place.above).toBeUndefined()
  })

  test('can be read with quotes as plain characters', async () => {
    const text = 'a,b\n19" screen,2\n3,"four\n'
    const table = await readFile({ kind: 'text', text }, { quotes: 'text' })
    expect(table.rows).toEqual([
      ['19" screen', '2'],
      ['3', '"four'],
    ])
  })

  test('may mix line ends', async () => {
    const table = await file('a,b\n1,"2"\r\n3,4\r\n5,"6"\n')
    expect(table.rows).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ])
  })

  test.each(['', '  \n \n', 'a,b\n', 'a,b\n,\n'])('without rows (%j) is refused', async (text) => {
    await expect(file(text)).rejects.toBeInstanceOf(FileProblem)
  })

  test('stops when it is called off', async () => {
    const text = `a,b\n${'1,2\n'.repeat(1_000_000)}`
    const check = () => {
      throw new DOMException('called off', 'AbortError')
    }
    await expect(readCsv(text, {}, { check })).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('of more than 100,000 rows is refused', async () => {
    expect((await problemOf(file(`a,b\n${'1,2\n'.repeat(100_001)}`))).message).toBe(
      'The file has more than 100,000 rows.',
    )
  })
})

describe('failures', () => {
  test('keep columns and order, gain row and reason, and read back as they were', async () => {
    const source = await file(readFileSync('data/sample/grafana-export.csv', 'utf8'))
    const failed = source.rows.map((cells, index) => ({ rowNumber: source.rowNumbers[index] ?? 0, cells, error: 'x' }))
    const again = await file(writeFailures(source.headers, failed, 'j1'))
    expect(again.headers).toEqual([...source.headers, '_job', '_row', '_code', '_field', '_error'])
    expect(again.rows.map((row) => row.slice(0, source.headers.length))).toEqual(source.rows)
    const row = { rowNumber: 2, cells: again.rows[0] ?? [], error: 'y', codes: ['missing'], fields: ['tags', 'owners'] }
    const twice = await file(writeFailures(again.headers, [row], 'j2'))
    expect(twice.headers).toEqual(again.headers)
    expect(twice.rows[0]?.slice(-5)).toEqual(['j2', '2', 'missing', 'tags; owners', 'y'])
  })
})
