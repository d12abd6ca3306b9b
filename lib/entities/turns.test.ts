import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inTurns, mapInTurns, Pace, takeTurns } from '@/lib/entities/turns'

/** Work of a few milliseconds that cannot be divided. */
function step(): void {
  const end = performance.now() + 4
  while (performance.now() < end);
}

test('work that is short waits for nobody', () => {
  const turn = takeTurns()
  expect(turn()).toBeUndefined()
})

test('loops that follow each other in one round have one slice together', async () => {
  takeTurns()
  step()
  step()
  await expect(takeTurns()()).resolves.toBeUndefined()
  expect(takeTurns()()).toBeUndefined()
})

test('what is made of many lets others have their turn, and comes in the order of what it was made of', async () => {
  let rounds = 0
  const other = (async () => {
    for (; rounds < 6; rounds += 1) await setImmediate()
  })()
  const made = await mapInTurns([1, 2, 3], (one) => {
    step()
    return one * 2
  })
  expect([made, rounds]).toEqual([[2, 4, 6], 6])
  await other
})

test('whoever answers in a few rounds of the event loop is done after one turn', async () => {
  const turn = takeTurns()
  let rounds = 0
  const other = (async () => {
    for (; rounds < 6; rounds += 1) await setImmediate()
  })()
  for (let at = 0; at < 3; at += 1) step()
  await turn()
  expect(rounds).toBe(6)
  await other
})

test('however many loops run, one of them goes on between two rounds of the event loop, and all come to their end', async () => {
  const count = 8
  let ended = 0
  let turnsTaken = 0
  const loops = Array.from({ length: count }, async () => {
    const turn = takeTurns()
    for (let at = 0; at < 12; at += 1) {
      step()
      const wait = turn()
      if (wait === undefined) continue
      await wait
      turnsTaken += 1
    }
    ended += 1
  })
  let turnsBefore = turnsTaken
  while (ended < count) {
    await setImmediate()
    expect(turnsTaken - turnsBefore).toBeLessThanOrEqual(1)
    turnsBefore = turnsTaken
  }
  await Promise.all(loops)
  expect(turnsTaken).toBeGreaterThan(count)
})

test('steps that are made elsewhere come to their end, with turns between them', async () => {
  function* steps(): Generator<void, string> {
    for (let at = 0; at < 6; at += 1) {
      step()
      yield
    }
    return 'done'
  }
  let rounds = 0
  let result: string | undefined
  const work = inTurns(steps()).then((value) => {
    result = value
  })
  while (result === undefined) {
    await setImmediate()
    rounds += 1
  }
  await work
  expect(result).toBe('done')
  expect(rounds).toBeGreaterThan(1)
})

test('slices grow while they are done in time, shrink when they are not, and stay within bounds', () => {
  const pace = new Pace()
  const usual = pace.rows
  const repeated = (millisecondsPerRow: number) => {
    for (let at = 0; at < 20; at += 1) pace.took(pace.rows * millisecondsPerRow, pace.rows)
    return pace.rows
  }
  pace.took(1, usual)
  expect(pace.rows).toBeGreaterThan(usual)
  expect(repeated(0.01)).toBe(100)
  expect(repeated(0.75) - 40).toBeLessThan(3) // 40 rows take 30 ms
  expect(repeated(50)).toBe(25)
  pace.took(5, 25)
  expect(pace.rows).toBeGreaterThan(25)
})
