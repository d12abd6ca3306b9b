import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from '@/lib/import/formats/parse-json'
import { limits, treeLimits } from '@/lib/import/limits'
import { FileProblem } from '@/lib/import/table'
import { aSlowClock } from '@/lib/model/testing'

const long = 'x'.repeat(200_000)

test('a list that is parsed in pieces is what a parser makes of it, whatever its texts hold', async () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('"', '\\', '],[', '{"a":1},', '\\"', '}', long))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ a: text, b: fc.jsonValue() }), { minLength: 1 }), async (items) => {
      const padded = [...items, { a: long }, ...items, { a: long }, ...items, { a: long }]
      const json = JSON.stringify(padded, undefined, items.length % 2)
      expect(await parseJson(` ${json}\n`)).toEqual(JSON.parse(json))
    }),
    { numRuns: 20 },
  )
})

const pieces = `{"a":"${long}"},{"a":"${long}"}`

test.each([
  `[${pieces},${pieces},]`,
  `[${pieces} ${pieces}]`,
  `[${pieces},${pieces}`,
  `[${pieces}]\n[${pieces}]`,
  `[${pieces}},${pieces}]`,
  '[Measures].[Name],[Measures].[Link]\na,b\n',
  '"text"',
  'name,service\n',
])('what is no JSON (%#) is none', async (text) => {
  expect(await parseJson(text)).toBeUndefined()
})

test.each([
  ['deep', `[${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}]`, `nested more than ${treeLimits.depthMax} levels`],
  ['long', `[${'1,'.repeat(limits.rowsMax + 10)}1]`, 'more than 100,000 rows'],
  ['wide', `{"a":[${'1,'.repeat(treeLimits.jsonValuesMax)}1]}`, 'more than 1,000,000 values'],
])('what is too %s to be parsed is refused before it is', async (_, text, message) => {
  const refused = parseJson(text)
  await expect(refused).rejects.toThrow(message)
  await expect(refused).rejects.toBeInstanceOf(FileProblem)
})

test('others have their turn between the pieces', async () => {
  aSlowClock()
  let turns = 0
  let isOver = false
  const count = () => {
    turns += 1
    if (!isOver) setTimeout(count)
  }
  setTimeout(count)
  await parseJson(`[${Array.from({ length: 20 }, () => pieces).join(',')}]`)
  isOver = true
  // One for each piece that is parsed, and as many while their shape was looked for.
  expect(turns).toBeGreaterThanOrEqual(2 * 20)
})
