import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffToPatch, type JsonPatch, patching } from '@/lib/model/edits/json-patch'
import { applyPatch } from '@/lib/model/entities/testing'

const document = {
  name: '10',
  description: 'Maps',
  tags: [{ tagFQN: 'Tier.Tier1' }, { tagFQN: 'PII.None' }],
  version: 0.1,
  href: 'http://x',
}

const copy = (from: string, path: string) => ({ op: 'copy', from, path }) as const

const copyOfTags = copy('/tags', '/other')
const movedTags = { op: 'move', from: '/tags', path: '/other' } as const

describe('applying a patch', () => {
  test('add on a member that exists replaces it as a whole', () => {
    expect(applyPatch(document, [{ op: 'add', path: '/tags', value: [] }])).toMatchObject({ tags: [] })
  })

  test.each<[string, JsonPatch]>([
    ['add inside a list', [{ op: 'add', path: '/tags/-', value: { tagFQN: 'x' } }]],
    ['replace inside an item', [{ op: 'replace', path: '/tags/0/tagFQN', value: 'x' }]],
    ['remove an item', [{ op: 'remove', path: '/tags/0' }]],
    ['move an item out', [{ op: 'move', from: '/tags/0/tagFQN', path: '/description' }]],
    ['copy the list and write into the copy', [copyOfTags, { op: 'replace', path: '/other/0/tagFQN', value: 'x' }]],
    ['write into what was moved', [movedTags, { op: 'remove', path: '/other/0' }]],
    ['write by an escaped name', [{ op: 'replace', path: '/a~1b/c', value: 'x' }]],
  ])('%s leaves the given document as it was', (_what, steps) => {
    const given = { ...structuredClone(document), 'a/b': { c: 1 } }
    expect(applyPatch(given, steps)).not.toEqual(given)
    expect(given).toEqual({ ...document, 'a/b': { c: 1 } })
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

  test('a test that fails is never passed over, whatever it looks at', () => {
    const write = { op: 'replace', path: '/description', value: 'written' } as const
    for (const path of ['/version', '/href', '/updatedAt', '/followers', '/constructor', '/name']) {
      expect(() => applyPatch(document, [write, { op: 'test', path, value: 99 }]), path).toThrow(
        expect.objectContaining({ status: 400, message: expect.stringContaining(`test ${path}`) }),
      )
    }
    const kept = [{ op: 'test', path: '/version', value: 0.1 }, write] as const
    expect(applyPatch(document, [...kept])).toMatchObject({ description: 'written' })
  })

  test('may be applied again: the steps stay what they are', () => {
    const steps: JsonPatch = [
      { op: 'add', path: '/extension', value: { list: [] } },
      { op: 'add', path: '/extension/list/-', value: 1 },
    ]
    const first = applyPatch(document, steps)
    expect(applyPatch(document, steps)).toEqual(first)
  })

  test.each([
    [
      'doubling',
      { extension: { a: 'x'.repeat(50) } },
      [...Array(22).keys()].map((at) => copy('/extension', `/extension/b${at}`)),
    ],
    [
      'copying a large value again and again',
      { extension: { a: 'x'.repeat(1e6) } },
      [...Array(10_000).keys()].map(() => copy('/extension/a', '/extension/b')),
    ],
    [
      'copying more than a megabyte in all',
      { extension: { a: 'x'.repeat(3e5) } },
      [...Array(4).keys()].map((at) => copy('/extension/a', `/extension/b${at}`)),
    ],
    ['nesting', { extension: { a: 1 } }, [...Array(10_000).keys()].map(() => copy('/extension', '/extension/a'))],
    [
      'replacing what is large',
      { extension: { a: 'x'.repeat(1e6), b: 1 } },
      [...Array(10_000).keys()].map((at) =>
        at % 2 === 0
          ? copy('/extension/a', '/extension/c')
          : { op: 'move', from: '/extension/b', path: '/extension/c' },
      ),
    ],
    [
      'comparing',
      { extension: { a: Array(1e5).fill(1) } },
      Array(10_000).fill({ op: 'test', path: '/extension/a', value: Array(1e5).fill(1) }),
    ],
    [
      'shifting a long list',
      { tags: Array(1e5).fill(1) },
      Array(10_000).fill({ op: 'add', path: '/tags/0', value: 1 }),
    ],
    ['a path without an end', {}, [{ op: 'add', path: '/a'.repeat(1500), value: 1 }]],
  ] satisfies [string, Record<string, unknown>, JsonPatch][])(
    '%s is refused before it costs much',
    (_what, given, steps) => {
      const begun = performance.now()
      expect(() => applyPatch(given, steps)).toThrow(expect.objectContaining({ status: 400 }))
      expect(performance.now() - begun).toBeLessThan(5000)
    },
  )

  test('is applied one operation after the other, for whoever has to let others have their turn', () => {
    const steps = patching({ name: 'a' }, Array(100).fill({ op: 'replace', path: '/name', value: 'b' }))
    let count = 0
    for (;;) {
      const step = steps.next()
      if (step.done === true) {
        expect(step.value).toEqual({ name: 'b' })
        break
      }
      count += 1
    }
    expect(count).toBe(100)
  })

  test('thousands of steps on a list of thousands pass', () => {
    const tags = [...Array(5000).keys()]
    const steps = tags.map(() => ({ op: 'remove', path: '/tags/0' }) as const)
    expect(applyPatch({ tags }, steps)).toEqual({ tags: [] })
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
