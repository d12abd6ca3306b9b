import { expect, it } from 'vitest'
import { holdersOf, type Policy, type Role, saidBy } from '@/components/settings/roles-queries'
import { draftOf, ruleOf, ruleProblems } from '@/components/settings/rule-fields'
import type { PolicyRule } from '@/lib/model/rules/access'

const rule = (operations: string[], more: Partial<PolicyRule> = {}): PolicyRule => ({
  name: 'r',
  effect: 'allow',
  operations,
  resources: ['all'],
  ...more,
})
const policy = (rules: PolicyRule[], more: Partial<Policy> = {}): Policy => ({ id: 'p', name: 'p', rules, ...more })
const says = (...rules: PolicyRule[]) => saidBy([policy(rules)], 'dashboard').get('EditDescription')

it.each([
  ['always', [rule(['EditAll'])]],
  ['no', [rule(['EditAll'], { resources: ['chart'] })]],
  ['sometimes', [rule(['EditDescription'], { condition: 'isOwner()' })]],
  // Up to the team in which somebody is, of which a role says nothing.
  ['sometimes', [rule(['EditDescription'], { condition: "inAnyTeam('sales')" })]],
  ['sometimes', [rule(['EditAll']), rule(['EditDescription'], { effect: 'deny', condition: "inAnyTeam('sales')" })]],
  ['never', [rule(['EditAll']), rule(['All'], { effect: 'deny' })]],
] as const)('says "%s" of %j', (expected, rules) => {
  expect(says(...rules)).toBe(expected)
})

it('gives nothing by what is not in force', () => {
  const off = policy([rule(['All'])], { enabled: false })
  expect(saidBy([off], 'dashboard').get('Delete')).toBe('no')
  const role = { id: 'r', name: 'r', disabled: true, policies: [{ id: 'p', type: 'policy' }] } as Role
  expect(holdersOf([role], [policy([rule(['All'])])])[0]?.policies).toEqual([])
})

it('asks for what a rule lacks, and keeps what it does not ask for', () => {
  const known = { ...rule(['All'], { condition: 'isOwner()' }), description: 'Why' }
  const draft = draftOf(known)
  expect(ruleOf(draft)).toEqual(known)
  expect(ruleOf({ ...draft, condition: ' ' })).toEqual({ ...rule(['All']), description: 'Why' })
  const blank = { ...draft, name: ' ', operations: [], resources: [], condition: 'isOwner(' }
  expect(Object.keys(ruleProblems(blank, [blank]))).toEqual(['name', 'operations', 'resources', 'condition'])
  expect(ruleProblems({ ...draft, key: 'other' }, [draft])).toEqual({ name: 'Another rule has this name.' })
})
