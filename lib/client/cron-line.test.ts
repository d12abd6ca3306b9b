import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { cronLine } from '@/lib/client/cron-line'

/** What a shell makes of the command, after cron has taken away the time and the backslashes before percent signs. */
function wordsOf(line: string): string[] {
  const command = line.replace(/^(?:\S+ ){5}curl /, '').replaceAll('\\%', '%')
  return execFileSync('sh', ['-c', `TOKEN=t; for word in ${command}; do printf '%s\\n' "$word"; done`], {
    encoding: 'utf8',
  })
    .trimEnd()
    .split('\n')
}

test.each([
  ['nightly', 'quarter.csv'],
  ["Ana's 100 %", "it's 5 % (a b).xlsx"],
])('a shell understands it, whatever the mapping %j and the file %j are called', (mapping, title) => {
  const line = cronLine({ title, collection: 'charts' }, mapping, 'https://catalog.example.com')
  expect(line).not.toMatch(/(?<!\\)%/)
  const words = wordsOf(line)
  const address = new URL(words[3] ?? '')
  expect(address.pathname).toBe('/api/x/imports')
  expect(Object.fromEntries(address.searchParams)).toEqual({
    collection: 'charts',
    mapping,
    fileName: title,
    run: 'true',
  })
  expect(words.slice(4)).toEqual([
    '-H',
    'Authorization: Bearer t',
    '-H',
    'Content-Type: application/octet-stream',
    '--data-binary',
    `@/path/to/${title}`,
  ])
})
