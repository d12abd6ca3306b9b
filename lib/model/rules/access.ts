/**
 * Who may do what: policies evaluated the same way for an API call and for a button (docs/contract/people.md#policies).
 * Deny rules are looked at first; then every operation needs an allow rule. Administrators pass.
 */
import { conditionTest } from '@/lib/model/rules/condition'
import {
  type AccessSubject,
  all,
  always,
  any,
  fits,
  isAlways,
  isNever,
  never,
  not,
  type SubjectTest,
} from '@/lib/model/rules/subject-test'
import { CatalogueError } from '@/lib/model/wire/errors'

/** Operations that the shipped policies and the dashboards API name. */
export const operations = [
  'All',
  'Create',
  'Delete',
  'ViewAll',
  'ViewBasic',
  'ViewUsage',
  'ViewCustomFields',
  'EditAll',
  'EditDescription',
  'EditDisplayName',
  'EditOwners',
  'EditTags',
  'EditTier',
  'EditGlossaryTerms',
  'EditCertification',
  'EditCustomFields',
  'EditLineage',
  'EditStatus',
  'EditUsage',
  'EditLifeCycle',
  'EditReviewers',
  'EditUsers',
  'EditTeams',
  'EditIngestionPipelineStatus',
  'EditPolicy',
  'EditRole',
  'GenerateToken',
] as const
export type Operation = (typeof operations)[number]

/** Those that somebody can be asked about: `All` is for rules. */
export const singleOperations: readonly Operation[] = operations.filter((operation) => operation !== 'All')

export interface PolicyRule {
  readonly name: string
  readonly effect: 'allow' | 'deny'
  readonly operations: readonly string[]
  /** Entity types, or `all`; case does not matter. */
  readonly resources: readonly string[]
  /** Condition functions joined by `!`, `&&`, `||` and parentheses; absent means always. */
  readonly condition?: string | undefined
}

/** One policy that applies to somebody, with the role it came by. */
export interface GrantedPolicy {
  readonly name: string
  readonly role?: string | undefined
  readonly rules: readonly PolicyRule[]
}

/** How somebody proves who they are: signed in, by a token of their own, as a program; or the catalogue by itself. */
export type CallerKind = 'session' | 'token' | 'bot' | 'system'

/** Who is asking. Built once per request; plain data, so a page can hand it to the browser. */
export interface Actor {
  readonly id: string
  /** User name, as it appears in `updatedBy`. */
  readonly name: string
  readonly displayName?: string | undefined
  readonly isAdmin: boolean
  readonly isBot: boolean
  readonly caller: CallerKind
  readonly roles: readonly string[]
  readonly teamIds: readonly string[]
  /** Names of these teams: what a policy calls them by. */
  readonly teams: readonly string[]
  readonly domainIds: readonly string[]
  readonly policies: readonly GrantedPolicy[]
}

const viewOperations: readonly string[] = ['ViewBasic', 'ViewUsage', 'ViewCustomFields']
const neverImplied: readonly string[] = ['Create', 'Delete', 'GenerateToken', 'All']

/** Does a rule's operation cover the one asked for? `ViewAll` and `EditAll` cover their families. */
const covers = (granted: string, wanted: Operation): boolean =>
  granted === wanted ||
  granted === 'All' ||
  (granted === 'ViewAll' && (wanted === 'ViewAll' || viewOperations.includes(wanted))) ||
  (granted === 'EditAll' && wanted.startsWith('Edit') && !neverImplied.includes(wanted))

/** Whoever asks for all there is to see asks for what is denied of it, too. */
const touches = (denied: string, wanted: Operation): boolean =>
  covers(denied, wanted) || (wanted === 'ViewAll' && viewOperations.includes(denied))

const appliesTo = (rule: PolicyRule, resource: string): boolean =>
  rule.resources.some((name) => name.toLowerCase() === 'all' || name.toLowerCase() === resource.toLowerCase())

/** What a rule asks of an entity. One that cannot be read may have been a denial, and is none the less no permission. */
const testOf = ({ effect, condition }: PolicyRule, actor: Actor): SubjectTest =>
  condition === undefined ? always : (conditionTest(condition, actor) ?? (effect === 'deny' ? always : never))

const rulesOn = (actor: Actor, resource: string) =>
  actor.policies.flatMap((policy) =>
    policy.rules
      .filter((rule) => appliesTo(rule, resource))
      .map((rule) => ({ policy, rule, test: testOf(rule, actor) })),
  )

/**
 * What is asked of an entity of a type before the actor may do all of the operations with it: `always`, `never`, or
 * what the conditions come to.
 */
export function accessTest(actor: Actor, wanted: readonly Operation[], resource: string): SubjectTest {
  if (actor.isAdmin || wanted.length === 0) return always
  return testAmong(rulesOn(actor, resource), wanted)
}

type Rules = ReturnType<typeof rulesOn>

function testAmong(rules: Rules, wanted: readonly Operation[]): SubjectTest {
  return all([
    not(any(denials(rules, wanted))),
    ...wanted.map((operation) => any(testsOf(rules, 'allow', (granted) => covers(granted, operation)))),
  ])
}

const denials = (rules: Rules, wanted: readonly Operation[]): SubjectTest[] =>
  testsOf(rules, 'deny', (denied) => wanted.some((operation) => touches(denied, operation)))

const testsOf = (rules: Rules, effect: PolicyRule['effect'], concerns: (operation: string) => boolean): SubjectTest[] =>
  rules.filter(({ rule }) => rule.effect === effect && rule.operations.some(concerns)).map(({ test }) => test)

/** What is known of an operation before it is known with what: OpenMetadata's words, the strongest first. */
export const accesses = ['deny', 'allow', 'conditionalDeny', 'conditionalAllow', 'notAllow'] as const
export type Access = (typeof accesses)[number]

/** What `accessTest` comes to for each operation on a type: always, never, or up to the entity. */
export function accessTo(actor: Actor, resource: string): { readonly operation: Operation; readonly access: Access }[] {
  const rules = rulesOn(actor, resource)
  return singleOperations.map((operation) => ({
    operation,
    access: actor.isAdmin ? 'allow' : accessAmong(rules, operation),
  }))
}

function accessAmong(rules: Rules, operation: Operation): Access {
  const test = testAmong(rules, [operation])
  if (isAlways(test)) return 'allow'
  const denied = denials(rules, [operation])
  if (isNever(test)) return denied.some(isAlways) ? 'deny' : 'notAllow'
  return denied.every(isNever) ? 'conditionalAllow' : 'conditionalDeny'
}

export type Decision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly message: string; readonly missing: readonly Operation[] }

/**
 * Decides whether the actor may do all of the operations with the subject, which has to be whole; the message is
 * OpenMetadata's. The engine asks through `lib/entities/gate.ts`, which sees to it that it is.
 */
export function decide(
  actor: Actor,
  wanted: readonly Operation[],
  resource: string,
  subject: AccessSubject = {},
): Decision {
  if (actor.isAdmin || wanted.length === 0) return { allowed: true }
  const principal = `Principal: CatalogPrincipal{name='${actor.name}'}`
  const matching = rulesOn(actor, resource).filter(({ test }) => fits(test, subject))
  for (const { policy, rule } of matching) {
    if (rule.effect !== 'deny') continue
    const denied = wanted.find((operation) => rule.operations.some((named) => touches(named, operation)))
    if (denied === undefined) continue
    const by =
      policy.role === undefined
        ? `denied policy ${policy.name}`
        : `denied by role ${policy.role}, policy ${policy.name}`
    return { allowed: false, message: `${principal} operation ${denied} ${by}, rule ${rule.name}`, missing: [denied] }
  }
  const missing = wanted.filter(
    (operation) =>
      !matching.some(
        ({ rule }) => rule.effect === 'allow' && rule.operations.some((granted) => covers(granted, operation)),
      ),
  )
  return missing.length === 0
    ? { allowed: true }
    : { allowed: false, message: `${principal} operations [${missing.join(', ')}] not allowed`, missing }
}

/** A rule that has something to say of an operation, and whether it holds for the subject. */
export interface ConsideredRule extends Pick<PolicyRule, 'name' | 'effect' | 'condition'> {
  readonly policy: string
  readonly role?: string | undefined
  readonly holds: boolean
}

/** What `decide` looks at for one operation: every rule of the actor's that concerns it, in its order. */
export const consideredRules = (
  actor: Actor,
  operation: Operation,
  resource: string,
  subject: AccessSubject,
): ConsideredRule[] =>
  rulesOn(actor, resource)
    .filter(({ rule }) =>
      rule.operations.some((named) => (rule.effect === 'deny' ? touches(named, operation) : covers(named, operation))),
    )
    .map(({ policy, rule: { name, effect, condition }, test }) => ({
      policy: policy.name,
      ...(policy.role !== undefined && { role: policy.role }),
      name,
      effect,
      ...(condition !== undefined && { condition }),
      holds: fits(test, subject),
    }))

/** For buttons and menus: the same decision as a yes or no. */
export const can = (actor: Actor, operation: Operation, resource: string, subject?: AccessSubject): boolean =>
  decide(actor, [operation], resource, subject).allowed

/** Throws 403 in OpenMetadata's words unless every operation is allowed. */
export function requireAccess(
  actor: Actor,
  wanted: readonly Operation[],
  resource: string,
  subject?: AccessSubject,
): void {
  const decision = decide(actor, wanted, resource, subject)
  if (decision.allowed) return
  throw new CatalogueError('forbidden', decision.message, {
    hint: `Ask an administrator for a role that allows ${wanted.join(', ')} on ${resource}.`,
    denied: { operations: decision.missing, type: resource },
  })
}

export function requireAdmin(actor: Actor): void {
  if (actor.isAdmin) return
  throw new CatalogueError('forbidden', `Principal: CatalogPrincipal{name='${actor.name}'} is not admin`, {
    hint: 'Only administrators may do this.',
  })
}
