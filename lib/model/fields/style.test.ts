import { describe, expect, test } from 'vitest'
import { draftOf, draftPatch } from '@/lib/model/edits/draft'
import { draftDiffs } from '@/lib/model/edits/field-diff'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import { definitions } from '@/lib/model/entities/registry'
import { tags } from '@/lib/model/entities/tag'
import { fieldOf, formFields } from '@/lib/model/fields/field'
import { kindOf } from '@/lib/model/fields/kinds'
import { factFields } from '@/lib/model/fields/members'
import { colourWord, styleColours, styleIcons } from '@/lib/model/fields/style'

const field = fieldOf(tags, 'style')
const { words, problem } = kindOf(field)
const of = (style?: unknown) => draftOf(tags, ['style'], { style })

test('tags, terms, domains and data products are given it in their forms and say it on their pages', () => {
  const types = definitions.filter((def) => formFields(def, { isNew: true }).some(({ kind }) => kind === 'style'))
  expect(types.map(({ type }) => type).toSorted()).toEqual(['dataProduct', 'domain', 'glossaryTerm', 'tag'])
  for (const def of types) expect(factFields(def).map(({ name }) => name)).toContain('style')
  // A service has the logo of its tool; what programs say of it is kept.
  expect(factFields(dashboardServices).map(({ name }) => name)).not.toContain('style')
})

test.each([
  [{ color: '#E5484D' }, ['Red']],
  [{ color: '#123abc', iconURL: 'ShoppingCart' }, ['#123abc', 'icon Shopping cart']],
  [{ iconURL: 'https://elsewhere.example/a.png' }, ['icon https://elsewhere.example/a.png']],
  [{ iconURL: 'Cube01' }, ['icon Cube01']],
  [{ coverImage: { url: 'https://elsewhere.example/b.png' } }, ['cover image https://elsewhere.example/b.png']],
  [{}, []],
])('%j is told as %j', (value, told) => {
  expect(words(value)).toEqual(told)
})

describe('a colour of its own', () => {
  test.each(['#1f6feb', '#ABCDEF'])('may be %s', (color) => {
    expect(problem?.({ color }, field)).toBeUndefined()
  })
  test.each(['', 'red', '#fff', '#12345g', '1f6feb', 'url(https://elsewhere.example/a.svg#a)', '#1f6feb;'])(
    'is refused in words: %j',
    (color) => {
      expect(problem?.({ color }, field)).toContain('such as #1f6feb')
    },
  )
})

test('colours and icons have a name each, and no two the same', () => {
  const colours = Object.values(styleColours)
  expect(new Set([...colours, ...styleIcons]).size).toBe(colours.length + styleIcons.length)
  for (const [name, color] of Object.entries(styleColours)) {
    expect(colourWord(color)).toBe(name)
    expect(problem?.({ color }, field)).toBeUndefined()
  }
})

test('a change of the colour leaves the rest, and taking away the last of it takes it away', () => {
  const cover = { coverImage: { url: 'https://elsewhere.example/b.png' } }
  expect(draftPatch(tags, of({ color: '#e5484d', ...cover }), of({ color: '#30a46c', ...cover }))).toEqual([
    { op: 'replace', path: '/style', value: { color: '#30a46c', ...cover } },
  ])
  expect(draftPatch(tags, of({ color: '#e5484d' }), of())).toEqual([{ op: 'remove', path: '/style' }])
  expect(draftDiffs(tags, of({ color: '#e5484d', iconURL: 'Star' }), of({ iconURL: 'Star' }))).toEqual([
    { kind: 'value', field: 'style', label: 'Colour and icon', before: 'Red, icon Star', after: 'icon Star' },
  ])
})
