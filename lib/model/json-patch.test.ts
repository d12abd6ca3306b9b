import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyPatch, diffToPatch, type JsonPatch } from '@/lib/model/json-patch'

const document = {
  name: '10',
  description: 'Maps',
  tags: [{ tagFQN: 'Tier.Tier1' }, { tagFQN: 'PII.None' }],
  version: 0.1,
  href: 'http://x',
}

describe('applying a patch', () => {
  test('add on a member that exists replaces it as a whole', () => {
    expect(applyPatch(document, [{ op: 'add', path: '/tags', value: [] }])).toMatchObject({ tags: [] })
  })

  test('replace of a missing member adds it', () => {
    expect(applyPatch(document, [{ op: 'replace', path: '/displayName', value: 'x' }])).toMatchObject({
      displayName: 'x',
    })
  })

  test('members are edited by position', () => {
    const patched = applyPatch(document, [
      { op: 'replace', path: '/tags/0/tagFQN', value: 'Tier.Tier2' },
      { op: 'remove', path: '/tags/1' },
    ])
    expect(patched.tags).toEqual([{ tagFQN: 'Tier.Tier2' }])
  })

  test('operations on what the server manages are skipped', () => {
    const patched = applyPatch(document, [
      { op: 'replace', path: '/version', value: 9 },
      { op: 'remove', path: '/incrementalChangeDescription' },
      { op: 'replace', path: '/href', value: 'http://evil' },
      { op: 'add', path: '/followers', value: [] },
    ])
    expect(patched).toEqual(document)
  })

  test('move takes the value along', () => {
    expect(applyPatch(document, [{ op: 'move', from: '/description', path: '/displayName' }])).not.toHaveProperty(
      'description',
    )
  })

  test.each([
    [{ op: 'remove' as const, path: '/nothing' }],
    [{ op: 'replace' as const, path: '/no/such/place', value: 1 }],
    [{ op: 'test' as const, path: '/name', value: '11' }],
    [{ op: 'add' as const, path: 'description', value: 'x' }],
    [{ op: 'add' as const, path: '/__proto__/polluted', value: true }],
    [{ op: 'replace' as const, path: '', value: [] }],
  ])('%j is refused with 400', (step) => {
    expect(() => applyPatch(document, [step])).toThrow(expect.objectContaining({ status: 400 }))
    expect({}).not.toHaveProperty('polluted')
  })

  test('the steps from one value to another lead there', () => {
    const value = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.jsonValue())
    fc.assert(
      fc.property(value, value, (before, after) => {
        const [from, to] = [{ extension: before }, { extension: after }].map((each) => JSON.parse(JSON.stringify(each)))
        expect(applyPatch(from, diffToPatch(from, to))).toEqual(to)
      }),
    )
  })

  const member = fc.constantFrom('a', 'b', 'with/slash', 'with~tilde', '')
  const pointer = member.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  const value = fc.jsonValue({ maxDepth: 2 }).map((each) => JSON.parse(JSON.stringify(each)))
  const anyDocument = fc.dictionary(member, value, { noNullPrototype: true })
  const step = fc.oneof(
    fc.record({ op: fc.constantFrom('add' as const, 'replace' as const), path: pointer, value }),
    fc.record({ op: fc.constant('remove' as const), path: pointer }),
    fc.record({ op: fc.constantFrom('copy' as const, 'move' as const), path: pointer, from: pointer }),
  )
  /** The result, or nothing where a step cannot be applied. */
  const attempt = (given: Record<string, unknown>, steps: JsonPatch) => {
    try {
      return applyPatch(given, steps)
    } catch {
      return undefined
    }
  }

  test('members of an object do what RFC 6902 says, whatever their names', () => {
    fc.assert(
      fc.property(anyDocument, member, value, (given, key, wanted) => {
        const path = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
        expect(applyPatch(given, [{ op: 'add', path, value: wanted }])).toEqual({ ...given, [key]: wanted })
        expect(applyPatch(given, [{ op: 'replace', path, value: wanted }])).toEqual({ ...given, [key]: wanted })
        const { [key]: removed, ...rest } = given
        expect(attempt(given, [{ op: 'remove', path }])).toEqual(removed === undefined ? undefined : rest)
        expect(attempt(given, [{ op: 'test', path, value: removed }])).toEqual(
          removed === undefined ? undefined : given,
        )
      }),
    )
  })

  test('steps in one patch do what they do one after the other, or nothing at all', () => {
    fc.assert(
      fc.property(anyDocument, fc.array(step, { maxLength: 5 }), (given, steps) => {
        const before = structuredClone(given)
        const oneByOne = steps.reduce<Record<string, unknown> | undefined>(
          (document, each) => document && attempt(document, [each]),
          given,
        )
        expect(attempt(given, steps)).toEqual(oneByOne)
        expect(given).toEqual(before)
      }),
    )
  })

  test('no patch changes what the server manages', () => {
    const managed = fc.constantFrom('/version', '/href', '/updatedAt', '/changeDescription/previousVersion', '/votes')
    fc.assert(
      fc.property(
        fc.array(fc.record({ op: fc.constantFrom('add' as const, 'replace' as const), path: managed, value })),
        (steps) => {
          expect(applyPatch(document, steps)).toEqual(document)
        },
      ),
    )
  })
})
