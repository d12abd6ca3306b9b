import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createBackground } from '../lib/background.ts'
import { type BackupPlan, backupTask, type Copying } from './scheduled-backups.ts'

const hourMs = 60 * 60 * 1000
const directory = (): string => mkdtempSync(join(tmpdir(), 'dashcat-backups-'))
const nameAt = (ms: number): string => `catalog-${new Date(ms).toISOString().replaceAll(/[:.]/g, '-')}.db`

const copying = (work: () => void): Copying => ({
  done: (async () => work())(),
  cancel: () => {},
})

function scheduled(plan: BackupPlan, copy: (file: string) => Copying) {
  const background = createBackground(() => {})
  background.add(backupTask(plan, copy))
  return background
}

test('a copy is made at once where there is none, the latest are kept, and what is not ours stays', async () => {
  const into = directory()
  const old = [1, 2, 3, 4].map((days) => nameAt(Date.now() - days * 48 * hourMs))
  for (const name of [...old, 'notes.txt', 'catalog-mine.db']) writeFileSync(join(into, name), 'old')
  const backups = scheduled({ directory: into, everyHours: 24, keep: 3 }, (file) =>
    copying(() => writeFileSync(file, 'new')),
  )
  await sleep(50)
  await backups.stop()
  const [newest, ...others] = readdirSync(into)
    .filter((name) => /^catalog-\d/.test(name))
    .toSorted()
    .toReversed()
  expect(others).toEqual([old[0], old[1]])
  expect(old).not.toContain(newest)
  expect(readdirSync(into)).toEqual(expect.arrayContaining(['notes.txt', 'catalog-mine.db']))
})

test('none is made while the latest is young enough, and a failed one takes no older away', async () => {
  const into = directory()
  writeFileSync(join(into, nameAt(Date.now() - hourMs)), 'young')
  let copies = 0
  const failing = () =>
    copying(() => {
      copies += 1
      throw new Error('no room')
    })
  const early = scheduled({ directory: into, everyHours: 24, keep: 1 }, failing)
  await sleep(20)
  await early.stop()
  expect(copies).toBe(0)
  const backups = scheduled({ directory: into, everyHours: 0.5, keep: 1 }, failing)
  await sleep(50)
  await backups.stop()
  expect(copies).toBe(1)
  expect(readdirSync(into)).toHaveLength(1)
})

test('stopping ends the copy that is being made', async () => {
  let cancelled = false
  const { promise, reject } = Promise.withResolvers<void>()
  const backups = scheduled({ directory: directory(), everyHours: 24, keep: 1 }, () => ({
    done: promise,
    cancel: () => {
      cancelled = true
      reject(new Error('it was ended'))
    },
  }))
  await sleep(20)
  await backups.stop()
  expect(cancelled).toBe(true)
})
