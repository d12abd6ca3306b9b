/** Messages are for people: whoever has to know what is wrong reads the code (`FieldProblem`, `CatalogueError.kind`). */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { fieldProblems } from '@/lib/model/rules/violations'
import { tryReadAs } from '@/lib/model/wire/reading'

test('a problem says by a code and its parameters what it is', () => {
  const schema = z.strictObject({
    name: z.string().regex(/^[a-z]+$/),
    link: z
      .string()
      .regex(/^https/, 'Must begin with https')
      .optional(),
    size: z.number().min(2).optional(),
    notes: z.string().max(3).optional(),
    kind: z.enum(['One', 'Two']).optional(),
    flag: z.boolean().optional(),
  })
  const problemsOf = (given: unknown) => fieldProblems(tryReadAs(schema, given).error ?? new z.ZodError([]))
  expect(problemsOf({})).toEqual([{ path: '/name', message: 'must not be null', code: 'required' }])
  expect(
    problemsOf({ name: 'A', link: 'x', size: 1, notes: 'long', kind: 'Three', flag: 1, strange: 1 }).map(
      ({ message: _, ...told }) => told,
    ),
  ).toEqual([
    { path: '/name', code: 'format' },
    { path: '/link', code: 'format' },
    { path: '/size', code: 'range', params: { min: 2 } },
    { path: '/notes', code: 'size', params: { max: 3 } },
    { path: '/kind', code: 'choice', params: { choices: 'One, Two' } },
    { path: '/flag', code: 'type' },
    { path: '/strange', code: 'unknown' },
  ])
  expect(problemsOf({ name: 'A', link: 'x' }).map(({ message }) => message)).toEqual([
    'must match "^[a-z]+$"',
    'must begin with https',
  ])
})

/** A message that is compared, cut or searched. */
const readBack = [
  /\b(?:message|hint)\??\.(?:match|matchAll|search|startsWith|endsWith|includes|indexOf|split)\(/,
  /\.(?:test|exec)\((?:[\w.?]+\.)?(?:message|hint)\b/,
  /(?<!typeof )\b(?:message|hint) [!=]== ['"`/]/,
  /['"`/] [!=]== (?:[\w.?]+\.)?(?:message|hint)\b/,
  /switch \((?:[\w.?]+\.)?(?:message|hint)\)/,
]

test('nothing reads back what is said to people', () => {
  const sources = globSync('{app,components,lib,server}/**/*.{ts,tsx}', { exclude: ['**/*.test.ts', '**/*.test.tsx'] })
  const reading = sources.filter((file) => readBack.some((pattern) => pattern.test(readFileSync(file, 'utf8'))))
  expect(sources.length).toBeGreaterThan(500)
  expect(reading.toSorted()).toEqual([
    // What a thread is told by its parent, and no text for people.
    'lib/markdown/render-markdown.ts',
    // PostgreSQL's driver tells of a lost connection by its message alone.
    'lib/store/postgres/failures.ts',
  ])
})

test.each([
  "error.message.startsWith('Invalid')",
  'const isPredicate = /^must /.test(message)',
  '/gone/.test(error.message)',
  "if (issue.message === 'must not be null')",
  "if ('gone' === error.message)",
])('it would be found: %s', (line) => {
  expect(readBack.some((pattern) => pattern.test(line))).toBe(true)
})
