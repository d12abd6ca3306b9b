/**
 * Who may do what: policies evaluated the same way for an API call and for a button (supporting APIs 8.4).
 * Deny rules are looked at first; then every operation needs an allow rule. Administrators pass.
 */
import { CatalogueError } from '@/lib/model/errors'

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

/** Who is asking. Built once per request; plain data, so a page can hand it to the browser. */
export interface Actor {
  readonly id: string
  /** User name, as it appears in `updatedBy`. */
  readonly name: string
  readonly displayName?: string | undefined
  readonly isAdmin: boolean
  readonly isBot: boolean
  readonly roles: readonly string[]
  readonly teamIds: readonly string[]
  readonly domainIds: readonly string[]
  readonly policies: readonly GrantedPolicy[]
}

/** What the conditions look at: the entity as it is before the change, or the container of one to be created. */
export interface AccessSubject {
  readonly owners?: readonly { readonly id: string; readonly type: string }[] | undefined
  readonly domains?: readonly { readonly id: string }[] | undefined
  readonly tags?: readonly { readonly tagFQN: string }[] | undefined
}

const viewOperations: readonly string[] = ['ViewBasic', 'ViewUsage', 'ViewCustomFields']
const neverImplied: readonly string[] = ['Create', 'Delete', 'GenerateToken', 'All']

/** Does a rule's operation cover the one asked for? `ViewAll` and `EditAll` cover their families. */
const covers = (granted: string, wanted: Operation): boolean =>
  granted === wanted ||
  granted === 'All' ||
  (granted === 'ViewAll' && (wanted === 'ViewAll' || viewOperations.includes(wanted))) ||
  (granted === 'EditAll' && wanted.startsWith('Edit') && !neverImplied.includes(wanted))

const appliesTo = (rule: PolicyRule, resource: string): boolean =>
  rule.resources.some((name) => name.toLowerCase() === 'all' || name.toLowerCase() === resource.toLowerCase())

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly message: string }

/** Decides whether the actor may do all of the operations on the resource; the message is OpenMetadata's. */
export function decide(
  actor: Actor,
  wanted: readonly Operation[],
  resource: string,
  subject: AccessSubject = {},
): Decision {
  if (actor.isAdmin || wanted.length === 0) return { allowed: true }
  const principal = `Principal: CatalogPrincipal{name='${actor.name}'}`
  const rules = actor.policies.flatMap((policy) => policy.rules.map((rule) => ({ policy, rule })))
  const matching = rules.filter(
    ({ rule }) => appliesTo(rule, resource) && (rule.condition === undefined || holds(rule.condition, actor, subject)),
  )
  for (const { policy, rule } of matching) {
    if (rule.effect !== 'deny') continue
    const denied = wanted.find((operation) => rule.operations.some((granted) => covers(granted, operation)))
    if (denied === undefined) continue
    const by =
      policy.role === undefined
        ? `denied policy ${policy.name}`
        : `denied by role ${policy.role}, policy ${policy.name}`
    return { allowed: false, message: `${principal} operation ${denied} ${by}, rule ${rule.name}` }
  }
  const missing = wanted.filter(
    (operation) =>
      !matching.some(
        ({ rule }) => rule.effect === 'allow' && rule.operations.some((granted) => covers(granted, operation)),
      ),
  )
  return missing.length === 0
    ? { allowed: true }
    : { allowed: false, message: `${principal} operations [${missing.join(', ')}] not allowed` }
}

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
  })
}

export function requireAdmin(actor: Actor): void {
  if (actor.isAdmin) return
  throw new CatalogueError('forbidden', `Principal: CatalogPrincipal{name='${actor.name}'} is not admin`, {
    hint: 'Only administrators may do this.',
  })
}

const isOwner = (actor: Actor, subject: AccessSubject): boolean =>
  (subject.owners ?? []).some((owner) => owner.id === actor.id || actor.teamIds.includes(owner.id))

function hasDomain(actor: Actor, subject: AccessSubject): boolean {
  const theirs = subject.domains ?? []
  if (theirs.length === 0 && actor.domainIds.length === 0) return true
  return theirs.some((domain) => actor.domainIds.includes(domain.id))
}

const conditionFunctions: Record<string, (actor: Actor, subject: AccessSubject, args: readonly string[]) => boolean> = {
  isOwner,
  noOwner: (_actor, subject) => (subject.owners ?? []).length === 0,
  hasDomain,
  noDomain: (_actor, subject) => (subject.domains ?? []).length === 0,
  hasAnyRole: (actor, _subject, args) => args.some((role) => actor.roles.includes(role)),
  inAnyTeam: (actor, _subject, args) => args.some((team) => actor.teamIds.includes(team)),
  matchAllTags: (_actor, subject, args) => args.every((fqn) => (subject.tags ?? []).some((tag) => tag.tagFQN === fqn)),
  matchAnyTag: (_actor, subject, args) => args.some((fqn) => (subject.tags ?? []).some((tag) => tag.tagFQN === fqn)),
}

const conditionToken = /\s*(&&|\|\||!|\(|\)|([A-Za-z]+)\(([^()]*)\))/y

/**
 * Evaluates a condition: `or := and ('||' and)*`, `and := not ('&&' not)*`, `not := '!' not | '(' or ')' | name(args)`.
 * A condition that does not parse holds for nobody, so that a typing error never opens a door.
 */
function holds(condition: string, actor: Actor, subject: AccessSubject): boolean {
  const tokens: { text: string; name?: string | undefined; args?: string | undefined }[] = []
  conditionToken.lastIndex = 0
  while (conditionToken.lastIndex < condition.trimEnd().length) {
    const match = conditionToken.exec(condition)
    if (match === null) return false
    tokens.push({ text: match[1] ?? '', name: match[2], args: match[3] })
  }
  let at = 0
  let broken = false
  const take = (text: string): boolean => {
    if (tokens[at]?.text !== text) return false
    at += 1
    return true
  }
  const not = (): boolean => {
    if (take('!')) return !not()
    if (take('(')) {
      const inner = or()
      if (!take(')')) broken = true
      return inner
    }
    const token = tokens[at]
    const fn = token?.name === undefined ? undefined : conditionFunctions[token.name]
    if (token === undefined || fn === undefined) {
      broken = true
      return false
    }
    at += 1
    const args = (token.args ?? '').split(',').map((arg) => arg.trim().replace(/^'(.*)'$/, '$1'))
    return fn(
      actor,
      subject,
      args.filter((arg) => arg !== ''),
    )
  }
  const and = (): boolean => {
    let value = not()
    while (!broken && take('&&')) value = not() && value
    return value
  }
  const or = (): boolean => {
    let value = and()
    while (!broken && take('||')) value = and() || value
    return value
  }
  const value = or()
  return value && !broken && at === tokens.length
}
