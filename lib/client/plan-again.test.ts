import { expect, test } from 'vitest'
import { untoldOf, withUntold } from '@/lib/client/plan-again'
import type { PlanAgain } from '@/lib/model/wire/import-mapping'

const refused = () => Promise.reject(new Error('refused'))
const planned = (asked: PlanAgain) => Promise.resolve(asked)

test('what was created for rows is told by the next planning that comes through, once, and of its own job', async () => {
  await expect(withUntold('one', { made: { chart: 2 } }, refused)).rejects.toThrow('refused')
  await expect(withUntold('one', { made: { chart: 1, tag: 1 } }, refused)).rejects.toThrow('refused')
  expect([untoldOf('one'), untoldOf('other')]).toEqual([{ chart: 3, tag: 1 }, {}])
  expect(await withUntold('other', { separator: '.' }, planned)).toEqual({ separator: '.' })
  const answers = await Promise.all([
    withUntold('one', { separator: '.', made: { tag: 1 } }, planned),
    withUntold('one', {}, planned),
  ])
  expect(answers).toEqual([{ separator: '.', made: { chart: 3, tag: 2 } }, {}])
  expect(untoldOf('one')).toEqual({})
})
