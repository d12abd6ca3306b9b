import { mkdtempSync, openSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { detailOf, log, openLog } from '@/lib/log'

const newFile = (): string => join(mkdtempSync(join(tmpdir(), 'dashcat-log-')), 'log')
const linesOf = (file: string): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

test('what failed is written, with all that was told before it, each on a line', async () => {
  const file = newFile()
  openLog('info', openSync(file, 'a'))
  log().info({ requestId: 'one', path: '/a\n"b"' }, 'request')
  log().debug('left out')
  log().error({ requestId: 'two', detail: 'why' }, 'It failed')
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)
  await expect
    .poll(() => linesOf(file))
    .toEqual([
      { level: 'info', time, requestId: 'one', path: '/a\n"b"', message: 'request' },
      { level: 'error', time, requestId: 'two', detail: 'why', message: 'It failed' },
    ])
})

test('what did not fail is written soon', async () => {
  const file = newFile()
  openLog('info', openSync(file, 'a')).info('soon')
  await expect.poll(() => linesOf(file)).toMatchObject([{ message: 'soon' }])
})

test('a level leaves out what is below it', async () => {
  const file = newFile()
  openLog('warn', openSync(file, 'a'))
  log().info('left out')
  log().warn('told')
  log().error('told too')
  await expect.poll(() => linesOf(file).map(({ level }) => level)).toEqual(['warn', 'error'])
  openLog('silent', openSync(file, 'a')).error('nothing')
  await setTimeout(300)
  expect(linesOf(file)).toHaveLength(2)
})

test('the detail of a failure has its causes, and ends where they go in a circle', () => {
  const first = new Error('first')
  const second = new Error('second', { cause: first })
  expect(detailOf(second)).toMatch(/^Error: second\n[\s\S]*\ncaused by Error: first\n/)
  first.cause = second
  expect(detailOf(second).match(/caused by/g)).toHaveLength(4)
  expect(detailOf('a text')).toBe('a text')
})
