import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findJsonMistake } from '@/lib/import/json-place'
import { readFile } from '@/lib/import/read-file'
import { readJson } from '@/lib/import/read-json'
import { FileProblem } from '@/lib/import/table'

describe('JSON', () => {
  test.each([
    ['a list of requests', '[{"name":"a","service":"s"},{"name":"b","tags":[]}]'],
    ['what a list answers', '{"data":[{"name":"a","service":"s"},{"name":"b","tags":[]}],"paging":{"total":2}}'],
    ['JSON lines', '{"name":"a","service":"s"}\n\n{"name":"b","tags":[]}\r\n'],
  ])('comes as %s', (_, text) => {
    const table = readJson(text)
    expect(table.headers).toEqual(['name', 'service', 'tags'])
    expect(table.rows).toEqual([
      ['a', 's', undefined],
      ['b', undefined, []],
    ])
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
  ])('with a mistake tells its place: %j', (text, message) => {
    expect(() => readJson(text)).toThrow(message)
    expect(() => readJson(text)).toThrow(FileProblem)
  })

  test('that is nested without end is refused, not a crash', () => {
    expect(findJsonMistake('['.repeat(100_000))?.message).toContain('nested')
  })

  test.each(['', '[]', '{"data":[]}', '[1]', '"text"'])('without rows (%j) is refused', (text) => {
    expect(() => readJson(text)).toThrow(FileProblem)
  })

  test('finds no mistake in what is JSON', () => {
    for (const name of ['grafana-dashboards.json', 'grafana-charts.json', 'superset-dashboards.json'])
      expect(findJsonMistake(readFileSync(`data/sample/${name}`, 'utf8'))).toBeUndefined()
  })
})
