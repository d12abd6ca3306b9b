import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  boundedList,
  boundedObject,
  boundedRecord,
  boundedText,
  boundedUrl,
  boundedValue,
  measure,
} from '@/lib/model/rules/bounds'

const seen: unknown[] = []
const look = (value: unknown) => seen.push(value) > 0
const issuesOf = (schema: z.ZodType, value: unknown) => {
  seen.length = 0
  return schema.safeParse(value).error?.issues.map(({ code }) => code)
}

describe('what is too large is not looked at', () => {
  test.each([
    ['by a pattern', boundedText(3).regex(/^(a+)+$/)],
    ['by a rule', boundedText(3).refine(look)],
    ['by what it is turned into', boundedText(3).transform(look)],
    ['by the next schema', boundedText(3).pipe(z.string().refine(look))],
    ['after it was trimmed', boundedText(3).trim().refine(look)],
    ['as an item', boundedList(boundedText(3).refine(look))],
    ['as a choice', z.union([boundedText(3).refine(look), z.number()])],
  ])('%s', (_how, schema) => {
    const text = `${'a'.repeat(40)}!`
    expect(issuesOf(schema, schema instanceof z.ZodArray ? [text] : text)).toHaveLength(1)
    expect(seen).toEqual([])
  })

  test('nor are the items of a long list, nor the object round it', () => {
    const schema = z.object({ list: boundedList(z.string().refine(look), 2) }).superRefine((value) => void look(value))
    expect(issuesOf(schema, { list: ['a', 'b', 'c'] })).toEqual(['too_big'])
    expect(seen).toEqual([])
    expect(issuesOf(schema, { list: ['a', 'b'] })).toBeUndefined()
    expect(seen).toHaveLength(3)
  })
})

test('an address is one', () => {
  expect(issuesOf(boundedUrl(), 'https://bi.example.com/d/1?x=y')).toBeUndefined()
  expect(issuesOf(boundedUrl(), 'no address')).toEqual(['invalid_format'])
  expect(issuesOf(boundedUrl(20), 'https://bi.example.com/d/1')).toEqual(['too_big'])
})

test.each([
  ['value', boundedValue(50)],
  ['object', boundedObject({}, 50)],
  ['record', boundedRecord(z.unknown(), 50)],
])('a %s of any shape has a size', (_kind, schema) => {
  expect(issuesOf(schema, { a: ['b', { c: 1 }] })).toBeUndefined()
  expect(issuesOf(schema, { a: ['b', { c: 'ddddddddddddddddddd' }] })).toEqual(['custom'])
})

test('counts no further than it must', () => {
  const list: unknown[] = ['a'.repeat(1001)]
  Object.defineProperty(list, 1, { enumerable: true, get: () => expect.fail('looked at the second item') })
  expect(measure(list, 1000)).toBeUndefined()
  expect(measure({ name: 'abc' }, 23)).toBe(23)
  expect(measure({ name: 'abcd' }, 23)).toBeUndefined()
})
