import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
let checkout = ''
beforeEach(() => {
  // The scripts know the checkout that they stand in.
  checkout = mkdtempSync(join(tmpdir(), 'suite-'))
  cpSync(join(root, 'scripts'), join(checkout, 'scripts'), { recursive: true })
  for (const directory of ['.cache', 'test-results']) mkdirSync(join(checkout, directory))
})
afterEach(() => rmSync(checkout, { recursive: true, force: true }))

const at = (path: string) => join(checkout, path)
const run = (step: string) => {
  // Nothing is installed here: npm is not found, which is how far a run comes that is not refused.
  const { status, stderr } = spawnSync(process.execPath, [at('scripts/test.mjs'), step], {
    env: { NODE_ENV: 'test', PATH: checkout, TMPDIR: checkout },
    encoding: 'utf8',
  })
  return { status, stderr }
}

test('a second run of the suite in one checkout is refused, and leaves the first its reports', () => {
  writeFileSync(at('.cache/suite.pid'), String(process.pid))
  writeFileSync(at('test-results/http.json'), '{}')
  expect(run('unit')).toEqual({
    status: 1,
    stderr: `The suite runs in this checkout already (process ${process.pid}), and two would write over each other. Wait for it, or run this one in another checkout. If that process is something else, delete .cache/suite.pid.\n`,
  })
  expect(readFileSync(at('.cache/suite.pid'), 'utf8')).toBe(String(process.pid))
  expect(existsSync(at('test-results/http.json'))).toBe(true)
  // What writes nothing may run beside it.
  expect(run('types').stderr).toContain('npm could not be started')
})

test('one that was killed is in nobody’s way, and a run takes its number with it', async () => {
  const gone = spawn(process.execPath, ['--eval', ''])
  await once(gone, 'exit')
  writeFileSync(at('.cache/suite.pid'), String(gone.pid))
  expect(run('unit').stderr).toContain('npm could not be started')
  expect(existsSync(at('.cache/suite.pid'))).toBe(false)
})

test('one step alone takes away its own report, which would be added up, and leaves the others', () => {
  for (const name of ['unit', 'crash']) writeFileSync(at(`test-results/${name}.json`), '{}')
  run('crash')
  expect(readdirSync(at('test-results'))).toEqual(['unit.json'])
})
