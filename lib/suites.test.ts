/** Every file of tests is run by somebody: units, HTTP, campaigns or journeys, and by one of them alone. */
import { existsSync, globSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { projects, timed } from '@/e2e/vitest.config'
import units from '@/vitest.config'

const exclude = (path: string): boolean => /^(node_modules|\..+)$/.test(basename(path))
const files = (include: readonly string[], without: readonly string[] = []): string[] =>
  globSync([...include], { exclude }).filter((file) => !without.includes(file))

const suites: readonly (readonly string[])[] = [
  ...[...(units.test?.projects ?? []), ...projects].map((project) => {
    if (typeof project !== 'object' || !('test' in project)) throw new Error('a project without a list')
    return files(project.test?.include ?? [], project.test?.exclude)
  }),
  // `e2e/playwright.config.ts` takes what Playwright does where nothing is said.
  files(['e2e/ui/**/*.test.ts']),
]

test('every file of tests belongs to one suite', () => {
  const all = globSync('**/*.{test,spec}.{ts,tsx,mts,js,mjs}', { exclude })
  expect(all.length).toBeGreaterThan(200)
  expect(suites.map(({ length }) => length > 0)).toEqual(suites.map(() => true))
  expect(suites.flat().toSorted()).toEqual(all.toSorted())
})

test('files that are run one by one are there', () => {
  expect(timed.filter((file) => !existsSync(file))).toEqual([])
})
