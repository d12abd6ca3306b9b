import { expect, test } from 'vitest'
import { firstRows } from '@/lib/import/first-rows'

const large = (line: (at: number) => string, name = 'a.csv') =>
  new File([`id,title,note\n${Array.from({ length: 40_000 }, (_, at) => line(at)).join('\n')}`], name)

test('the first rows of a large file are there before the rest is read', async () => {
  const found = await firstRows(
    large((at) => `${at},"Title, long ${at}",é`),
    {},
  )
  expect(found?.columns).toEqual(['id', 'title', 'note'])
  expect(found?.rows.slice(0, 2)).toEqual([
    ['0', 'Title, long 0', 'é'],
    ['1', 'Title, long 1', 'é'],
  ])
  expect(found?.rows).toHaveLength(8)
})

test('a small file, and one whose beginning says nothing, have none', async () => {
  expect(await firstRows(new File(['id\n1\n'], 'a.csv'), {})).toBeUndefined()
  expect(
    await firstRows(
      large((at) => `${at},"never closed,${at}`),
      {},
    ),
  ).toBeUndefined()
  expect(await firstRows(new File([JSON.stringify(Array(200_000).fill({ id: 1 }))], 'a.json'), {})).toBeUndefined()
})
