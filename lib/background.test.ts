import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createBackground, type Task } from '@/lib/background'

const silent = (): void => {}
const aTask = (run: Task['run'], wait: Task['wait'] = () => 1): Task => ({ name: 'a task', run, wait })

test('a task runs again and again, never twice at a time', async () => {
  const background = createBackground(silent)
  let [runs, running, most] = [0, 0, 0]
  const run = async () => {
    most = Math.max(most, ++running)
    await sleep(5)
    running -= 1
    runs += 1
  }
  background.add(aTask(run))
  await expect.poll(() => runs).toBeGreaterThan(2)
  await background.stop()
  expect(most).toBe(1)
})

test('a run that fails is reported, does not stop the others, and is tried again when the task says', async () => {
  const reported: string[] = []
  const asked: boolean[] = []
  const background = createBackground((name, error) => reported.push(`${name}: ${error}`))
  let others = 0
  const fail = async () => {
    throw new Error('no')
  }
  background.add(
    aTask(fail, (failed) => {
      asked.push(failed)
      return failed ? 60_000 : 1
    }),
  )
  background.add(
    aTask(async () => {
      others += 1
    }),
  )
  await expect.poll(() => others).toBeGreaterThan(2)
  await background.stop()
  expect([reported, asked]).toEqual([['a task: Error: no'], [false, true]])
})

test('stopping begins no run, tells the one under way, waits for its end, and reports nothing', async () => {
  const reported: unknown[] = []
  const background = createBackground((_, error) => reported.push(error))
  const steps: string[] = []
  let waited = 0
  background.add(
    aTask(async (signal) => {
      steps.push('begun')
      await sleep(60_000, undefined, { signal }).catch(() => {})
      await sleep(20)
      steps.push('ended')
      signal.throwIfAborted()
    }),
  )
  background.add(
    aTask(
      async () => {
        waited += 1
      },
      () => 60_000,
    ),
  )
  await expect.poll(() => steps).toEqual(['begun'])
  await background.stop()
  steps.push('stopped')
  await sleep(20)
  expect([steps, waited, reported]).toEqual([['begun', 'ended', 'stopped'], 0, []])
})

test('a wait longer than a timer may be is not a short one', async () => {
  const background = createBackground(silent)
  let runs = 0
  background.add(
    aTask(
      async () => {
        runs += 1
      },
      () => 2 ** 40,
    ),
  )
  await sleep(30)
  await background.stop()
  expect(runs).toBe(0)
})

test('who is woken runs at once, and once more where it is running', async () => {
  const background = createBackground(silent)
  const runs: string[] = []
  let go = (): void => {}
  const run = async () => {
    runs.push('begun')
    await new Promise<void>((resolve) => {
      go = resolve
    })
    runs.push('ended')
  }
  const wake = background.add(aTask(run, () => Number.POSITIVE_INFINITY))
  await sleep(20)
  expect(runs).toEqual([])
  wake()
  await expect.poll(() => runs).toEqual(['begun'])
  wake()
  wake()
  await sleep(20)
  expect(runs).toEqual(['begun'])
  go()
  await expect.poll(() => runs).toEqual(['begun', 'ended', 'begun'])
  go()
  await sleep(20)
  expect(runs).toEqual(['begun', 'ended', 'begun', 'ended'])
  await background.stop()
  wake()
  await sleep(20)
  expect(runs).toHaveLength(4)
})
