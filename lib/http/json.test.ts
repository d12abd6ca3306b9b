import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readable } from '@/lib/app/whole-body'
import { json, longJson } from '@/lib/http/json'
import { aSlowClock } from '@/lib/model/testing'

const sent = async (response: Response) => {
  const bytes = Buffer.from(await readable(response).arrayBuffer())
  return { text: bytes.toString(), length: bytes.byteLength, headers: Object.fromEntries(response.headers) }
}

test('a long answer is what a short one would be, byte for byte', async () => {
  const value = fc.jsonValue().map((one) => ({ data: one, gone: undefined, paging: { total: 1 } }))
  await fc.assert(
    fc.asyncProperty(value, async (one) => {
      expect(await sent(await longJson(one))).toEqual(await sent(json(one)))
    }),
  )
})

test('a very long one leaves in parts, says how long it is, and others have their turns meanwhile', async () => {
  aSlowClock()
  const item = { name: '看板'.repeat(2_000), tags: Array.from({ length: 200 }, (_, at) => ({ tagFQN: `Tier.${at}` })) }
  const value = { data: Array(400).fill(item), paging: { total: 400 } }
  let rounds = 0
  let done = false
  const writing = longJson(value, { status: 202 }).finally(() => {
    done = true
  })
  while (!done) {
    await setImmediate()
    rounds += 1
  }
  const response = await writing
  expect(rounds).toBeGreaterThanOrEqual(400)
  expect(response.status).toBe(202)
  const { text, length, headers } = await sent(response)
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'content-length': String(length) })
  expect(text === JSON.stringify(value)).toBe(true)
})
