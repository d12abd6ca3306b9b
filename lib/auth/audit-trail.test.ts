import { beforeEach, expect, test } from 'vitest'
import { type AuditTrail, createAuditTrail } from '@/lib/auth/audit-trail'
import type { AuditEntry, AuditStore } from '@/lib/store/audit'

const minuteMs = 60_000
let now: number
let written: AuditEntry[]
let reported: unknown[]
let broken: Error | undefined
let trail: AuditTrail
beforeEach(() => {
  now = 1_000_000
  written = []
  reported = []
  broken = undefined
  const add: AuditStore['add'] = async (entry) => {
    if (broken !== undefined) throw broken
    written.push(entry)
  }
  trail = createAuditTrail(
    { add } as AuditStore,
    (error) => void reported.push(error),
    () => now,
  )
})
const refusal = (address: string) => ({ kind: 'signInRefused', requestId: 'r', address, user: 'ada' }) as const
const signIn = { kind: 'signedIn', requestId: 'r', actor: 'ada', caller: 'session', address: '192.0.2.1' } as const

test('what was done is written with all that is known, and cut', async () => {
  await trail.note({ ...signIn, detail: 'x'.repeat(1_000) })
  expect(written).toEqual([
    {
      at: now,
      kind: 'signedIn',
      requestId: 'r',
      actor: 'ada',
      caller: 'session',
      address: '192.0.2.1',
      thing: null,
      thingType: null,
      detail: 'x'.repeat(256),
      times: 1,
    },
  ])
})

test('the same refusal is written once in ten minutes, with how often it was there meanwhile', async () => {
  for (let count = 0; count < 50; count += 1) await trail.noteRefusal(refusal('192.0.2.1'))
  await trail.noteRefusal(refusal('192.0.2.2'))
  expect(written.map(({ address, times }) => [address, times])).toEqual([
    ['192.0.2.1', 1],
    ['192.0.2.2', 1],
  ])
  now += 11 * minuteMs
  await trail.noteRefusal(refusal('192.0.2.1'))
  expect(written.at(-1)).toMatchObject({ address: '192.0.2.1', times: 50 })
})

test('refusals from everywhere write no more than so many in an hour, and keep nobody else from being told of', async () => {
  for (let count = 0; count < 5_000; count += 1) await trail.noteRefusal(refusal(`address ${count}`))
  expect(written).toHaveLength(600)
  await trail.note(signIn)
  expect(written.at(-1)).toMatchObject({ kind: 'signedIn' })
  now += 61 * minuteMs
  await trail.noteRefusal(refusal('address 4999'))
  expect(written.at(-1)).toMatchObject({ address: 'address 4999', times: 2 })
})

test('signing in by the thousand does not fill the disk either', async () => {
  for (let count = 0; count < 1_000; count += 1) await trail.note(signIn)
  expect(written).toHaveLength(20)
  now += 11 * minuteMs
  await trail.note(signIn)
  expect(written.at(-1)).toMatchObject({ times: 981 })
})

test('what cannot be written is reported and holds nobody up', async () => {
  broken = new Error('disk full')
  await trail.note(signIn)
  expect([written, reported]).toEqual([[], [broken]])
})
