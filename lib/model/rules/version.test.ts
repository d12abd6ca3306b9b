import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstVersion, formatVersion, nextMajorVersion, nextVersion } from '@/lib/model/rules/version'

test('ten steps after 0.1 carry over without a trace of binary fractions', () => {
  const versions = [firstVersion]
  for (let step = 0; step < 11; step += 1) versions.push(nextVersion(versions.at(-1) ?? 0))
  expect(versions.map(formatVersion)).toEqual([
    '0.1',
    '0.2',
    '0.3',
    '0.4',
    '0.5',
    '0.6',
    '0.7',
    '0.8',
    '0.9',
    '1.0',
    '1.1',
    '1.2',
  ])
})

test('a version is always a number of tenths', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (tenths) => {
      expect(nextVersion(tenths / 10)).toBe((tenths + 1) / 10)
      expect(nextMajorVersion(tenths / 10)).toBe((tenths + 10) / 10)
    }),
  )
})

test('any number of steps is that many tenths, and the text of a version reads back as the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 200 }), (tenths, steps) => {
      let version = tenths / 10
      for (let step = 0; step < steps; step += 1) {
        expect(nextVersion(version)).toBeGreaterThan(version)
        version = nextVersion(version)
      }
      expect(version).toBe((tenths + steps) / 10)
      expect(Number(formatVersion(version))).toBe(version)
      expect(formatVersion(version)).toMatch(/^\d+\.\d$/)
    }),
  )
})
