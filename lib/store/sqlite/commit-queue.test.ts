/** What is written in the thread, so that nobody who reads waits for it. */
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import { createCommitQueue } from '@/lib/store/sqlite/commit-queue'

const aRenaming: Change = {
  kind: 'rename',
  renaming: {
    entityId: 'x',
    type: 'domain',
    from: 'a',
    to: 'b',
    below: [],
    held: { types: [], member: 'fullyQualifiedName' },
  },
}
const use: Change = { kind: 'usage', entityId: 'x', date: '2026-11-29', count: 1 }

const settled = (count: number): Change => {
  const rows = Array.from({ length: count }, (_, row) => ({ row, from: 'pending', to: 'create', result: null }))
  return { kind: 'settle', jobId: 'x', token: 'y', leaseUntil: 1, rows }
}

test.each([
  ['one change', [use], 'here'],
  ['many changes', Array.from({ length: 21 }, () => use), 'there'],
  ['a renaming, which may write many rows', [use, aRenaming], 'there'],
  ['a few rows that a job settles', [settled(20)], 'here'],
  ['many rows that a job settles', [settled(21)], 'there'],
  ['nothing, so that words that are due are indexed', [], 'there'],
  ['search texts of many rows', [{ kind: 'reword', rows: 100 }], 'there'],
] as const)('%s: %s', async (_what, changes, place) => {
  const places: string[] = []
  const written = (where: string) => (batch: readonly unknown[]) => {
    places.push(where)
    return batch.map(() => undefined)
  }
  const thread = { write: async (batch: readonly unknown[]) => written('there')(batch), checkpoint: () => {} }
  const commit = createCommitQueue(written('here'), thread as never, 1_000) // all of it that a queue asks
  await commit(changes)
  expect(places).toEqual([place])
})

test('a large one is in the thread before anything else is done, a small one waits for others', async () => {
  const sizes: number[] = []
  const written = async (batch: readonly (readonly Change[])[]) => {
    sizes.push(batch.flat().length)
    return batch.map(() => undefined)
  }
  const commit = createCommitQueue(written as never, { write: written, checkpoint: () => {} } as never, 1_000) // all of it that a queue asks
  const many = Array.from({ length: 21 }, () => use)
  const first = commit(many)
  expect(sizes).toEqual([21])
  const next = commit(many)
  await first
  await next
  expect(sizes).toEqual([21, 21])
  const small = commit([use])
  expect(sizes).toEqual([21, 21])
  await small
  expect(sizes).toEqual([21, 21, 1])
})

test('those that come one turn after the other are written together, but none waits for ever', async () => {
  const sizes: number[] = []
  const written = (batch: readonly unknown[]) => {
    sizes.push(batch.length)
    return batch.map(() => undefined)
  }
  const commit = createCommitQueue(written, undefined, 1_000)
  const inTurns = async (count: number): Promise<void> => {
    const asked: Promise<void>[] = []
    for (let at = 0; at < count; at += 1) {
      asked.push(commit([use]))
      await turn()
    }
    await Promise.all(asked)
  }
  await inTurns(3)
  expect(sizes.splice(0)).toEqual([3])
  await inTurns(40)
  expect(sizes.length).toBeGreaterThan(3)
  expect(Math.max(...sizes)).toBeLessThan(10)
})
