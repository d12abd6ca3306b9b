import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { tellFailure } from '@/components/entity/tell-failure'
import { connectToasts } from '@/components/ui/toast'
import { ApiError } from '@/lib/client/api'

const told: unknown[][] = []
const note = (...given: unknown[]) => void told.push(given)
connectToasts(Object.assign(note, { error: note }) as unknown as Parameters<typeof connectToasts>[0])

test.each([
  [
    new ApiError('unavailable', 'Row is locked', 'abc', { hint: 'Try again' }),
    'Row is locked. Try again',
    'Request abc',
  ],
  [new Error('No answer'), 'No answer', undefined],
  ['something else', 'something else', undefined],
])('a failure is told with what helps and the request: %s', (error, words, description) => {
  told.length = 0
  tellFailure('It could not be undone', error)
  expect(told).toEqual([
    [`It could not be undone: ${words}`, expect.objectContaining(description ? { description } : {})],
  ])
})

describe('there is one way', () => {
  const sources = globSync('components/**/*.{ts,tsx}', { exclude: ['**/*.test.ts'] }).map((path) => ({
    path,
    text: readFileSync(path, 'utf8'),
  }))
  const those = (has: (text: string) => boolean) =>
    sources
      .filter(({ text }) => has(text))
      .map(({ path }) => path)
      .toSorted()

  test('to show a failure on the page', () => {
    expect(those((text) => text.includes('<ErrorState'))).toEqual([
      // Which page is broken is known by a digest, and a list knows by itself what was asked wrongly.
      'components/catalogue/list-problem.tsx',
      'components/entity/request-error.tsx',
      'components/shell/page-error.tsx',
    ])
  })

  test('to tell of one where the page has no place for it', () => {
    expect(those((text) => /toast\.error\([^\n]*\berror\b/.test(text))).toEqual(['components/entity/tell-failure.ts'])
  })

  test('to write', () => {
    const writes = those((text) => /\bentityMutations\(/.test(text))
    expect(writes.length).toBeGreaterThan(10)
    const throughQuery = new Set(those((text) => /\buse(?:Mutation|EntityForm|Creation)\(/.test(text)))
    expect(writes.filter((path) => !throughQuery.has(path))).toEqual([
      // Hands it to the dialog, whose mutation it is.
      'components/entity/entity-menu.tsx',
      // A rehearsal is a question.
      'components/entity/use-plan.ts',
      // As the menu.
      'components/settings/delete-right.tsx',
    ])
  })
})
