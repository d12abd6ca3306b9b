/** What spreadsheets and data frames have made of a value before it came into the file. */

const looks = [
  {
    how: 'error',
    pattern: /^(?:#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!)|nan|null|none|undefined|<na>|n\/a)$/i,
    is: 'an empty or broken cell of a spreadsheet',
    are: 'empty or broken cells of a spreadsheet',
  },
  {
    how: 'shortened',
    pattern: /^-?\d(?:[.,]\d+)?e\+?\d+$/i,
    is: 'a number that a spreadsheet has shortened',
    are: 'numbers that a spreadsheet has shortened',
  },
  {
    how: 'fraction',
    pattern: /^\d+\.0+$/,
    is: 'a whole number that a program has written with a fraction',
    are: 'whole numbers that a program has written with a fraction',
  },
] as const
export type Spoiled = (typeof looks)[number]['how']

/** A warning: a thing may really be called so, but hardly ever is. */
export function spoiledName(name: unknown) {
  if (typeof name !== 'string') return []
  const look = looks.find(({ pattern }) => pattern.test(name.trim()))
  if (look === undefined) return []
  const cause = { kind: 'spoiled', how: look.how } as const
  return [{ cause, member: 'name', message: `The name ${name} looks like ${look.is}` }]
}

/** In words that fit every row of a group. */
export const spoiledText = (how: Spoiled): string =>
  `Names look like ${looks.find((look) => look.how === how)?.are ?? ''}`
