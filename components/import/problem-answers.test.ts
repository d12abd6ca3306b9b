import { expect, test } from 'vitest'
import { calledNow, leftOut } from '@/components/import/problem-answers'
import type { JobProblem } from '@/lib/model/wire/job'

const missing = (key: string): JobProblem => ({
  key,
  message: `No tag ${key}`,
  count: 1,
  rowNumbers: [2],
  cause: { kind: 'missing', type: 'tag', key },
})
const tag = (name: string) => ({ type: 'tag', name })

test('what is left out is added to what is left out by then, once however often it is said', () => {
  const answer = leftOut([missing('a'), missing('b')])
  expect(answer({})).toEqual({ leaveOut: [tag('a'), tag('b')] })
  expect(answer({ leaveOut: [tag('late'), tag('a')] })).toEqual({ leaveOut: [tag('late'), tag('a'), tag('b')] })
})

test('what a name means is said once, the last time, and not of what is called so', () => {
  const late = { type: 'domain', name: 'a', to: 'Trade' }
  const answer = calledNow('tag', [
    { name: 'a', to: 'A.a' },
    { name: 'A.b', to: 'A.b' },
  ])
  expect(answer({ values: [late] })).toEqual({ values: [late, { type: 'tag', name: 'a', to: 'A.a' }] })
  expect(answer({ values: [{ type: 'tag', name: 'a', to: 'Other.a' }, late] })).toEqual({
    values: [late, { type: 'tag', name: 'a', to: 'A.a' }],
  })
  expect(calledNow('tag', [{ name: 'A.b', to: 'A.b' }])({ values: [late] })).toEqual({})
})
