import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readJson } from '@/lib/import/formats/json'
import { findJsonMistake } from '@/lib/import/formats/json-place'
import { readFile } from '@/lib/import/read-file'
import { FileProblem } from '@/lib/import/table'

describe('JSON', () => {
  test.each([
    ['a list of requests', '[{"name":"a","service":"s"},{"name":"b","tags":[]}]'],
    ['what a list answers', '{"data":[{"name":"a","service":"s"},{"name":"b","tags":[]}],"paging":{"total":2}}'],
    ['JSON lines', '{"name":"a","service":"s"}\n\n{"name":"b","tags":[]}\r\n'],
  ])('comes as %s', async (_, text) => {
    const table = await readJson(text)
    expect(table.headers).toEqual(['name', 'service', 'tags'])
    expect(table.rows).toEqual([
      ['a', 's', undefined],
      ['b', undefined, []],
    ])
  })

  test.each([
    ['result', '{"count":2,"ids":[1,2],"result":[{"id":1},{"id":2}]}'],
    ['value', '{"@odata.context":"http://x","value":[{"id":1},{"id":2}]}'],
    ['dashboards', '{"charts":[{"id":7},{"id":8},{"id":9}],"dashboards":[{"id":1},{"id":2}]}'],
    ['workbooks.workbook', '{"pagination":{"totalAvailable":"2"},"workbooks":{"workbook":[{"id":1},{"id":2}]}}'],
  ])('has its rows in %s', async (part, text) => {
    const table = await readJson(text, { collection: 'dashboards' })
    expect([table.part, table.headers, table.rows]).toEqual([part, ['id'], [[1], [2]]])
  })

  test('with several lists is read from the one that a person says', async () => {
    const text = '{"name":"Finance","tiles":[{"id":1},{"id":2}],"n":[1]}'
    const table = await readJson(text)
    expect(table.parts).toEqual([
      { name: '', rows: 1 },
      { name: 'tiles', rows: 2 },
    ])
    expect(table.rows).toHaveLength(1)
    expect((await readJson(text, { part: 'tiles' })).rows).toEqual([[1], [2]])
  })

  test.each([
    ['one in an envelope', '{"meta":{"slug":"x"},"dashboard":{"uid":"a","title":"Cash"}}', [['a', 'Cash']]],
    [
      'pandas, by columns',
      '{"uid":{"0":"a","1":"b"},"title":{"0":"Cash","1":"Debt"}}',
      [
        ['a', 'Cash'],
        ['b', 'Debt'],
      ],
    ],
    [
      'pandas, by rows',
      '{"0":{"uid":"a","title":"Cash"},"1":{"uid":"b","title":"Debt"}}',
      [
        ['a', 'Cash'],
        ['b', 'Debt'],
      ],
    ],
    ['pandas, split', '{"columns":["uid","title"],"index":[0],"data":[["a","Cash"]]}', [['a', 'Cash']]],
    ['lists of values', '[["uid","title"],["a","Cash"]]', [['a', 'Cash']]],
  ])('comes as %s', async (_, text, rows) => {
    const table = await readJson(text)
    expect([table.headers, table.rows]).toEqual([['uid', 'title'], rows])
  })

  test('keeps names that mean something to programs', async () => {
    const table = await readJson('[{"__proto__":"x","constructor":"y"}]')
    expect([table.headers, table.rows]).toEqual([['__proto__', 'constructor'], [['x', 'y']]])
  })

  test('is told from CSV by how it begins', async () => {
    expect((await readFile({ kind: 'text', text: ' [ {"name":"a"} ]' })).format).toBe('json')
    expect((await readFile({ kind: 'text', text: 'name\tservice\na\tb' })).format).toBe('csv')
  })

  test.each([
    ['[{"name":"a"},\n {"name" "b"}]', 'Line 2, column 10: ":" is expected.'],
    ['[{"name":"a"},\n {"name":"b",}]', 'Line 2, column 14: there is a comma too many.'],
    ['[{"name":"a"}\n {"name":"b"}]', 'Line 2, column 2: "," or "]" is expected.'],
    ['[{"name":"a"}', 'Line 1, column 14: the text ends before "]".'],
    ['{"name":"a"}\n{"name":b}\n', 'Line 2, column 9: a value is expected.'],
    ['[{"name":"a\n"}]', 'Line 1, column 12: a text holds a character that has to be escaped.'],
    ["[{'name':1}]", 'Line 1, column 3: a name in double quotes is expected.'],
  ])('with a mistake tells its place: %j', async (text, message) => {
    await expect(readJson(text)).rejects.toThrow(message)
    await expect(readJson(text)).rejects.toThrow(FileProblem)
  })

  test('that is nested without end is refused, not a crash', async () => {
    expect(findJsonMistake('['.repeat(100_000))?.message).toContain('nested')
  })

  test.each(['', '[]', '{"data":[]}', '[1]', '"text"'])('without rows (%j) is refused', async (text) => {
    await expect(readJson(text)).rejects.toThrow(FileProblem)
  })

  test('finds no mistake in what is JSON', async () => {
    for (const name of ['grafana-dashboards.json', 'grafana-charts.json', 'superset-dashboards.json'])
      expect(findJsonMistake(readFileSync(`data/sample/${name}`, 'utf8'))).toBeUndefined()
  })
})
