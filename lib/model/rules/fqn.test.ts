import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinFqn, parentFqn, quoteName, rootFqn, splitFqn, unquoteName } from '@/lib/model/rules/fqn'

describe('quoting a name', () => {
  test.each([
    ['10', '10'],
    ['sales.2024', '"sales.2024"'],
    ['Q1 / Q2 report', 'Q1 / Q2 report'],
    ['the "big" one', '"the ""big"" one"'],
    ['"a', '"""a"'],
    ['a"', '"a"""'],
    ['a"b', '"a""b"'],
    ['"a""b"', '"a""b"'],
    ['"a.b"', '"a.b"'],
    ['"ab"', 'ab'],
  ])('%s becomes %s', (name, quoted) => {
    expect(quoteName(name)).toBe(quoted)
  })

  test.each(['', '""'])('refuses %s', (name) => {
    expect(() => quoteName(name)).toThrow('Invalid name')
  })

  test('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (name) => {
        fc.pre(name !== '""')
        const once = quoteName(name)
        expect(quoteName(once)).toBe(once)
      }),
    )
  })

  test('unquoting gives the name back, unless it was written in quotes itself', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (name) => {
        fc.pre(!/^"([^"]|"")*"$/.test(name))
        expect(unquoteName(quoteName(name))).toBe(name)
      }),
    )
  })
})

describe('splitting an FQN', () => {
  test.each(['..a', 'a..', 'a..b', '', '""', 'a."".b'])('refuses %s', (fqn) => {
    expect(() => splitFqn(fqn)).toThrow()
  })

  test('gives back the parts it was joined from', () => {
    const part = fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => name !== '""')
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (names) => {
        const fqn = names.reduce((container: string | undefined, name) => joinFqn(container, name), undefined) ?? ''
        expect(splitFqn(fqn)).toEqual(names.map(quoteName))
      }),
    )
  })

  test.each([
    ['a.b.c.d', 'a.b.c'],
    ['"a.b".c', '"a.b"'],
    ['a."b.c"', 'a'],
    ['a', undefined],
  ])('the parent of %s is %s', (fqn, parent) => {
    expect(parentFqn(fqn)).toBe(parent)
  })

  test('the root is the first part', () => {
    expect(rootFqn('"a.1".b."c.3"')).toBe('"a.1"')
  })

  const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/^"([^"]|"")*"$/.test(text))

  test('what is joined below a container has that container as its parent, and the same root', () => {
    fc.assert(
      fc.property(name, name, name, (root, middle, last) => {
        const container = joinFqn(joinFqn(undefined, root), middle)
        expect(parentFqn(joinFqn(container, last))).toBe(container)
        expect(rootFqn(joinFqn(container, last))).toBe(quoteName(root))
      }),
    )
  })

  test('different names never share an FQN', () => {
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 3 }),
        fc.array(name, { minLength: 1, maxLength: 3 }),
        (a, b) => {
          fc.pre(JSON.stringify(a) !== JSON.stringify(b))
          const [left, right] = [a, b].map((names) => names.map(quoteName).join('.'))
          expect(left).not.toBe(right)
        },
      ),
    )
  })

  test('is refused or gives parts that join to the very same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '.', '"', ' ') }), (text) => {
        let parts: string[]
        try {
          parts = splitFqn(text)
        } catch {
          return
        }
        expect(parts.join('.')).toBe(text)
        expect(parts).not.toContain('')
      }),
    )
  })
})
