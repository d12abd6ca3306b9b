import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nearestNames, slipsBetween } from '@/lib/model/rules/nearest-names'

const near = (name: string, ...candidates: string[]): string[] => nearestNames(name, candidates, (one) => one, 3)

describe('a name is suggested where it is nearly the one asked for', () => {
  test.each([
    ['tablaeu_prod', 'tableau_prod'],
    ['sample_supreset', 'sample_superset'],
    ['Marketign', 'Marketing'],
    ['anna', 'ana'],
    ['Tier.Teir1', 'Tier.Tier1'],
    ['PII.Senstive', 'PII.Sensitive'],
    ['SALES', 'sales'],
    ['sample_superset.revenu', 'sample_superset.revenue'],
  ])('%s: %s', (name, meant) => {
    expect(near(name, 'something else', meant, 'and another')).toEqual([meant])
  })

  test.each([
    ['bi', 'hr'],
    ['ana', 'eve'],
    ['sales', 'scale'],
    ['Finance', 'Science'],
    ['looker_prod', 'tableau_prod'],
    ['Tier.Tier9', 'Tier.Tier1'],
    ['sales 2023', 'sales 2024'],
    ['sample_superset.110', 'sample_superset.111'],
    ['sample_superset_of_the_whole_house.ab', 'sample_superset_of_the_whole_house.cd'],
    ['', 'a'],
  ])('%s is not %s', (name, other) => {
    expect(near(name, other)).toEqual([])
  })

  test('the nearest first, and no more than are asked for', () => {
    expect(near('revenues', 'revenuess', 'revenue', 'revenues', 'ravenue', 'other')).toEqual([
      'revenues',
      'revenuess',
      'revenue',
    ])
  })
})

/** Slow and plain: every way from one to the other. */
function slowly(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length
  const [a, b] = [one.slice(1), other.slice(1)]
  const ways = [slowly(a, other) + 1, slowly(one, b) + 1, slowly(a, b) + (one[0] === other[0] ? 0 : 1)]
  if (one[0] === other[1] && one[1] === other[0] && one.length > 1 && other.length > 1)
    ways.push(slowly(one.slice(2), other.slice(2)) + 1)
  return Math.min(...ways)
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })

test('slips are counted as by looking at every way, up to the bound', () => {
  fc.assert(
    fc.property(word, word, fc.nat(5), (one, other, max) => {
      const slips = slowly(one, other)
      expect(slipsBetween(one, other, max)).toBe(slips <= max ? slips : Number.POSITIVE_INFINITY)
    }),
  )
})

const name = fc.string({ unit: fc.constantFrom(...'abcdefgh_. 1'), maxLength: 40 })

test('what is suggested is never far off, whoever is asked for whom, and a name itself always is', () => {
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(near(one, one)).toEqual([one])
      const isNear = near(one, other).length > 0
      expect(near(other, one).length > 0).toBe(isNear)
      if (isNear) {
        const [short, long] = [Math.min(one.length, other.length), Math.max(one.length, other.length)]
        expect(slipsBetween(one, other, long)).toBeLessThanOrEqual(short / 3)
      }
    }),
  )
})

test('one slip in a name of some length is seen through', () => {
  const long = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 4, maxLength: 30 })
  fc.assert(
    fc.property(long, fc.nat(), fc.constantFrom('drop', 'add', 'change', 'swap'), (text, place, how) => {
      const at = place % (text.length - 1)
      const [before, letter, next, after] = [text.slice(0, at), text[at], text[at + 1], text.slice(at + 2)]
      const slipped = {
        drop: `${before}${next}${after}`,
        add: `${before}x${letter}${next}${after}`,
        change: `${before}x${next}${after}`,
        swap: `${before}${next}${letter}${after}`,
      }[how]
      expect(near(slipped, text)).toEqual([text])
    }),
  )
})
