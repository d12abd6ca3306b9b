import { expect, test } from 'vitest'
import { initial } from '@/components/ui/avatar'

test.each([
  ['kim', 'K'],
  ['  7 seas', '7'],
  ['k', 'K'],
  ['(ops) team', 'O'],
  ['e\u0301mile', 'E\u0301'],
  ['ørsted', 'Ø'],
  ['🇩🇪 Berlin', 'B'],
  ['👩‍🚀', '👩‍🚀'],
  ['...', '.'],
  ['', '?'],
])('of %j the avatar shows %j', (name, shown) => {
  expect(initial(name)).toBe(shown)
})
