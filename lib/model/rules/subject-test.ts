/**
 * What is asked of an entity before somebody may do something with it, as data: `fits` answers for one that has been
 * read, the store for all of a list. Knows nothing of who asks.
 */

interface Label {
  readonly tagFQN: string
}

/** What the tests look at. An entity as the API shows it has these members. */
export interface AccessSubject {
  readonly owners?: readonly { readonly id: string }[] | undefined
  readonly domains?: readonly { readonly id: string }[] | undefined
  readonly reviewers?: readonly { readonly id: string }[] | undefined
  readonly tags?: readonly Label[] | undefined
  readonly certification?: { readonly tagLabel: Label } | undefined
}

/** Relations that tests look at, by the name the store keeps them under, and the member that shows them. */
export const testedRelations = { owner: 'owners', domain: 'domains', reviewer: 'reviewers' } as const
export type TestedRelation = keyof typeof testedRelations

export type SubjectTest =
  /** None of them: always. */
  | { readonly kind: 'all'; readonly of: readonly SubjectTest[] }
  /** None of them: never. */
  | { readonly kind: 'any'; readonly of: readonly SubjectTest[] }
  | { readonly kind: 'not'; readonly of: SubjectTest }
  /** To one of the ids; to anything without them. */
  | { readonly kind: 'relates'; readonly relation: TestedRelation; readonly ids?: readonly string[] }
  /** With one of the tags or glossary terms. */
  | { readonly kind: 'tagged'; readonly fqns: readonly string[] }
  | { readonly kind: 'certified'; readonly fqns: readonly string[] }

export const always: SubjectTest = { kind: 'all', of: [] }
export const never: SubjectTest = { kind: 'any', of: [] }
export const isAlways = (test: SubjectTest): boolean => test.kind === 'all' && test.of.length === 0
export const isNever = (test: SubjectTest): boolean => test.kind === 'any' && test.of.length === 0

/** What is decided already is folded away, so that a caller without conditions is asked nothing. */
export function all(tests: readonly SubjectTest[]): SubjectTest {
  if (tests.some(isNever)) return never
  const open = tests.filter((test) => !isAlways(test))
  return open.length === 1 && open[0] !== undefined ? open[0] : { kind: 'all', of: open }
}

export function any(tests: readonly SubjectTest[]): SubjectTest {
  if (tests.some(isAlways)) return always
  const open = tests.filter((test) => !isNever(test))
  return open.length === 1 && open[0] !== undefined ? open[0] : { kind: 'any', of: open }
}

export function not(test: SubjectTest): SubjectTest {
  if (isAlways(test)) return never
  if (isNever(test)) return always
  return test.kind === 'not' ? test.of : { kind: 'not', of: test }
}

export const relates = (relation: TestedRelation, ids?: readonly string[]): SubjectTest =>
  ids === undefined ? { kind: 'relates', relation } : { kind: 'relates', relation, ids }

/** Whether the subject passes. What it does not have, it relates to nothing by. */
export function fits(test: SubjectTest, subject: AccessSubject): boolean {
  switch (test.kind) {
    case 'all':
      return test.of.every((part) => fits(part, subject))
    case 'any':
      return test.of.some((part) => fits(part, subject))
    case 'not':
      return !fits(test.of, subject)
    case 'relates': {
      const { ids } = test
      const targets = subject[testedRelations[test.relation]] ?? []
      return ids === undefined ? targets.length > 0 : targets.some(({ id }) => ids.includes(id))
    }
    case 'tagged':
      return (subject.tags ?? []).some(({ tagFQN }) => test.fqns.includes(tagFQN))
    case 'certified': {
      const { certification } = subject
      return certification !== undefined && test.fqns.includes(certification.tagLabel.tagFQN)
    }
  }
}
