import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeFormula, unescapeFormula } from '@/lib/import/csv-cell'
import { decode } from '@/lib/import/decode'
import { writeCsv, writeFailures } from '@/lib/import/failures'
import { readCsv } from '@/lib/import/read-csv'
import { readFile } from '@/lib/import/read-file'
import { FileProblem } from '@/lib/import/table'

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
    fc.string({ unit: 'binary' }).map((text) => text.toWellFormed().replaceAll('\u0000', '')),
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

  test('with a quote that is never closed is refused with its row and what stands there', async () => {
    const problem = await problemOf(file('a,b\n1,2\n3,"four\n5,6\n'))
    expect(problem.message).toBe('Row 3: a quote is opened and never closed.')
    expect(problem.place).toMatchObject({ row: 3, quotes: true })
    expect(problem.place.near).toContain('"four')
  })

  test('with a broken quote far down names the right row', async () => {
    const many = Array.from({ length: 60_000 }, (_, index) => `${index},"some, text"`).join('\n')
    const problem = await problemOf(file(`a,b\n${many}\nx,"y" z\n${many}`))
    expect(problem.place.row).toBe(60_002)
    expect(problem.place.near).toContain('x,"y" z')
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

describe('bytes', () => {
  test('are UTF-8 with or without a mark, UTF-16 with one, else Windows-1252', () => {
    expect(decode(bytes('\ufeffé'))).toEqual({ text: 'é', encoding: 'utf-8' })
    expect(decode(bytes('é'))).toEqual({ text: 'é', encoding: 'utf-8' })
    expect(decode(new Uint8Array([0xff, 0xfe, 0xe9, 0x00]))).toEqual({ text: 'é', encoding: 'utf-16le' })
    expect(decode(new Uint8Array([0xfe, 0xff, 0x00, 0xe9]))).toEqual({ text: 'é', encoding: 'utf-16be' })
    expect(decode(new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x80]))).toEqual({ text: 'café€', encoding: 'windows-1252' })
  })

  test('of an Excel workbook are refused with the way to a CSV', async () => {
    const problem = await problemOf(file(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'a.xlsx'))
    expect(problem.place.hint).toContain('Save As')
  })
})

describe('failures', () => {
  test('keep columns and order, gain row and reason, and read back as they were', async () => {
    const source = await file(readFileSync('data/sample/grafana-export.csv', 'utf8'))
    const failed = source.rows.map((cells, index) => ({ rowNumber: source.rowNumbers[index] ?? 0, cells, error: 'x' }))
    const again = await file(writeFailures(source.headers, failed))
    expect(again.headers).toEqual([...source.headers, '_row', '_error'])
    expect(again.rows.map((row) => row.slice(0, source.headers.length))).toEqual(source.rows)
    const twice = await file(writeFailures(again.headers, [{ rowNumber: 2, cells: again.rows[0] ?? [], error: 'y' }]))
    expect(twice.headers).toEqual(again.headers)
    expect(twice.rows[0]?.slice(-2)).toEqual(['2', 'y'])
  })
})
