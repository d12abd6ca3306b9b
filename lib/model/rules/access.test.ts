import { describe, expect, test } from 'vitest'
import { createPolicySchema } from '@/lib/model/entities/role'
import { type Actor, accessTest, accessTo, decide, type PolicyRule } from '@/lib/model/rules/access'
import { conditionProblem } from '@/lib/model/rules/condition'
import { type AccessSubject, isAlways, isNever } from '@/lib/model/rules/subject-test'

const ada: Actor = {
  id: 'ada-id',
  name: 'ada',
  isAdmin: false,
  isBot: false,
  caller: 'session',
  roles: ['DataSteward'],
  teamIds: ['sales-id', 'organization-id'],
  teams: ['sales', 'Organization'],
  domainIds: ['finance-id'],
  policies: [],
}
const under = (...rules: (Partial<PolicyRule> & Pick<PolicyRule, 'effect'>)[]): Actor => ({
  ...ada,
  policies: [
    {
      name: 'p',
      rules: rules.map((rule, at) => ({ name: `r${at}`, operations: ['All'], resources: ['all'], ...rule })),
    },
  ],
})
const may = (condition: string, subject: AccessSubject) =>
  decide(under({ effect: 'allow', condition }), ['EditAll'], 'dashboard', subject).allowed
const isDenied = (condition: string, subject: AccessSubject) =>
  !decide(under({ effect: 'allow' }, { effect: 'deny', condition }), ['EditAll'], 'dashboard', subject).allowed

const owned = (id: string): AccessSubject => ({ owners: [{ id }] })
const tagged = (...fqns: string[]): AccessSubject => ({ tags: fqns.map((tagFQN) => ({ tagFQN })) })
const inDomain = (id: string): AccessSubject => ({ domains: [{ id }] })

describe('a condition', () => {
  test.each<[string, AccessSubject, boolean]>([
    ['isOwner()', owned('ada-id'), true],
    ['isOwner()', owned('sales-id'), true],
    ['isOwner()', owned('bob-id'), false],
    ['isOwner()', {}, false],
    ['noOwner()', {}, true],
    ['noOwner()', owned('bob-id'), false],
    ['isReviewer()', { reviewers: [{ id: 'ada-id' }] }, true],
    ['isReviewer()', owned('ada-id'), false],
    ['hasDomain()', inDomain('finance-id'), true],
    ['hasDomain()', inDomain('other-id'), false],
    ['hasDomain()', {}, false],
    ['noDomain()', {}, true],
    ["matchAnyTag('PII.Sensitive', 'Tier.Tier1')", tagged('Tier.Tier1'), true],
    ["matchAnyTag('PII.Sensitive')", tagged('Tier.Tier1'), false],
    ["matchAllTags('PII.Sensitive', 'Tier.Tier1')", tagged('Tier.Tier1'), false],
    ["matchAllTags('PII.Sensitive', 'Tier.Tier1')", tagged('Tier.Tier1', 'PII.Sensitive'), true],
    [`matchAnyTag('Kinds."a.b, (c)"', "it''s")`, tagged('Kinds."a.b, (c)"'), true],
    ["matchAnyTag('Kinds.it''s')", tagged("Kinds.it's"), true],
    [
      "matchAnyCertification('Certification.Gold')",
      { certification: { tagLabel: { tagFQN: 'Certification.Gold' } } },
      true,
    ],
    ["matchAnyCertification('Certification.Gold')", {}, false],
    ["inAnyTeam('sales')", {}, true],
    ["inAnyTeam('marketing', 'Organization')", {}, true],
    ["inAnyTeam('sales-id')", {}, false],
    ["hasAnyRole('DataSteward')", {}, true],
    ["hasAnyRole('DataConsumer')", {}, false],
    ["!isOwner() && (noDomain() || hasAnyRole('DataSteward'))", owned('bob-id'), true],
    ["isOwner() || noOwner() && hasAnyRole('no')", {}, false],
    ["not isOwner() and hasAnyRole('DataSteward')", owned('bob-id'), true],
  ])('%s of %j: %s', (condition, subject, holds) => {
    expect(conditionProblem(condition)).toBeUndefined()
    expect({ allowed: may(condition, subject), denied: isDenied(condition, subject) }).toEqual({
      allowed: holds,
      denied: holds,
    })
  })

  test('somebody without a domain shares one with what has none', () => {
    const stranger = { ...under({ effect: 'allow', condition: 'hasDomain()' }), domainIds: [] }
    expect(decide(stranger, ['EditAll'], 'dashboard', {}).allowed).toBe(true)
    expect(decide(stranger, ['EditAll'], 'dashboard', inDomain('finance-id')).allowed).toBe(false)
  })
})

describe('a condition that cannot be read', () => {
  test.each([
    ['isOwner( &&', '&& at character 10'],
    ['isOwner()) ', ') at character 10'],
    ['', 'it ends where'],
    ['isOwner', '( after isOwner'],
    ['isOwner() noOwner()', 'noOwner at character 11'],
    ["isOwner('x')", 'x at character 9'],
    ['matchAnyTag()', 'a name in quotes'],
    ["matchAnyTag('a' 'b')", 'b at character 17'],
    ["matchAnyTag('a)", 'the quote at character 13 is not closed'],
    ['isOwner() & noOwner()', '& at character 11'],
    ['constructor()', 'there is no function constructor'],
    ['__proto__()', 'there is no function __proto__'],
    ['toString()', 'there is no function toString'],
    ['matchTeam()', 'there is no function matchTeam'],
    [`${'('.repeat(21)}isOwner()${')'.repeat(21)}`, 'nested more than 20 deep'],
    [`${'!'.repeat(30)}isOwner()`, 'nested more than 20 deep'],
    [`isOwner()${' '.repeat(2000)}`, 'longer than 2000 characters'],
  ])('%s is refused with the place, denies, and allows nothing', (condition, place) => {
    expect(conditionProblem(condition)).toContain(place)
    const rule = { name: 'r', effect: 'allow', operations: ['All'], resources: ['all'], condition }
    const parsed = createPolicySchema.safeParse({ name: 'p', rules: [rule] })
    expect(parsed.error?.issues[0]).toMatchObject({ path: ['rules', 0, 'condition'] })
    for (const subject of [{}, owned('ada-id'), owned('bob-id')]) {
      expect({ allowed: may(condition, subject), denied: isDenied(condition, subject) }).toEqual({
        allowed: false,
        denied: true,
      })
    }
  })

  test('costs no more than its length', () => {
    const started = performance.now()
    for (const piece of ['(', '!', "'", 'isOwner(', "matchAnyTag('", 'a,', '&&', 'isOwner()||'])
      conditionProblem(piece.repeat(3_000_000))
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('what is asked of an entity of a type', () => {
  const view = (...rules: Parameters<typeof under>) => accessTest(under(...rules), ['ViewBasic'], 'dashboard')

  test('is nothing where no condition counts', () => {
    expect(isAlways(view({ effect: 'allow' }))).toBe(true)
    expect(isAlways(view({ effect: 'allow' }, { effect: 'allow', condition: 'isOwner()' }))).toBe(true)
    expect(isAlways(view({ effect: 'allow' }, { effect: 'deny', condition: "inAnyTeam('marketing')" }))).toBe(true)
    expect(
      isAlways(view({ effect: 'allow' }, { effect: 'deny', operations: ['Delete'], condition: 'isOwner()' })),
    ).toBe(true)
    expect(isAlways(view({ effect: 'allow' }, { effect: 'deny', resources: ['chart'], condition: 'isOwner()' }))).toBe(
      true,
    )
  })

  test('cannot be met where nothing is allowed, or all denied', () => {
    expect(isNever(view({ effect: 'allow', resources: ['chart'] }))).toBe(true)
    expect(isNever(view({ effect: 'allow' }, { effect: 'deny' }))).toBe(true)
    expect(isNever(view({ effect: 'allow' }, { effect: 'deny', condition: 'isOwner( &&' }))).toBe(true)
  })

  test('is what the conditions come to otherwise', () => {
    expect(view({ effect: 'allow' }, { effect: 'deny', condition: "matchAnyTag('PII.Sensitive')" })).toEqual({
      kind: 'not',
      of: { kind: 'tagged', fqns: ['PII.Sensitive'] },
    })
    expect(view({ effect: 'allow', condition: 'isOwner()' })).toEqual({
      kind: 'relates',
      relation: 'owner',
      ids: ['ada-id', 'sales-id', 'organization-id'],
    })
  })
})

test('whoever is denied a part of what there is to see is denied all of it', () => {
  const actor = under({ effect: 'allow' }, { effect: 'deny', operations: ['ViewBasic'], condition: 'isOwner()' })
  expect(decide(actor, ['ViewAll'], 'dashboard', owned('ada-id')).allowed).toBe(false)
  expect(decide(actor, ['ViewAll'], 'dashboard', owned('bob-id')).allowed).toBe(true)
})

describe('what is told of an operation on a type', () => {
  const told = (...rules: Parameters<typeof under>) =>
    accessTo(under(...rules), 'dashboard').find(({ operation }) => operation === 'EditTags')?.access
  const [allow, deny] = [{ effect: 'allow' }, { effect: 'deny' }] as const
  const ifOwner = { condition: 'isOwner()' }

  test.each<[string, Parameters<typeof under>]>([
    ['notAllow', []],
    ['notAllow', [{ ...allow, resources: ['chart'] }]],
    ['notAllow', [{ ...allow, operations: ['ViewAll'] }]],
    ['notAllow', [{ ...deny, ...ifOwner }]],
    ['notAllow', [{ ...allow, condition: "inAnyTeam('marketing')" }]],
    ['allow', [allow]],
    ['allow', [{ ...allow, operations: ['EditAll'] }]],
    ['allow', [allow, { ...allow, ...ifOwner }]],
    ['deny', [deny]],
    ['deny', [allow, { ...deny, operations: ['EditTags'] }]],
    ['deny', [allow, { ...deny, condition: 'isOwner( &&' }]],
    ['conditionalAllow', [{ ...allow, ...ifOwner }]],
    ['conditionalDeny', [allow, { ...deny, ...ifOwner }]],
    [
      'conditionalDeny',
      [
        { ...allow, condition: 'noOwner()' },
        { ...deny, ...ifOwner },
      ],
    ],
  ])('is %s under %j', (access, rules) => expect(told(...rules)).toBe(access))

  test('is what is decided of every entity, where it does not depend on it', () => {
    const actor = under(allow, { ...deny, ...ifOwner, operations: ['EditTags'] }, { ...deny, operations: ['Delete'] })
    for (const { operation, access } of accessTo(actor, 'dashboard')) {
      const decisions = [{}, owned('ada-id'), owned('bob-id')].map(
        (subject) => decide(actor, [operation], 'dashboard', subject).allowed,
      )
      const expected = access === 'allow' ? [true] : access.startsWith('conditional') ? [true, false] : [false]
      expect([operation, [...new Set(decisions)]]).toEqual([operation, expected])
    }
    expect(new Set(accessTo({ ...actor, isAdmin: true }, 'dashboard').map(({ access }) => access))).toEqual(
      new Set(['allow']),
    )
  })
})
