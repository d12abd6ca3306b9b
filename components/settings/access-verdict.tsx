import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { conditionWords, operationWords } from '@/lib/model/rules/rule-words'
import type { AccessDecision } from '@/lib/model/wire/access'

type Rule = AccessDecision['rules'][number]

/** What people call a policy and a role, by their names. */
export interface RightNames {
  policy(name: string): string
  role(name: string): string
}

export interface AccessVerdictProps {
  decision: AccessDecision
  names: RightNames
  /** Where the person gets a role, and where the thing gets owners, if it can have any. */
  ways: { readonly role: string; readonly owners: string | undefined }
}

/** Yes or no, every rule that was looked at with what came of it, and what would allow it. */
export function AccessVerdict({ decision, names, ways }: AccessVerdictProps) {
  const { allowed, because, rules, operation } = decision
  return (
    <section aria-label="Decision" className="rounded-lg border border-line px-4.5 py-3.5">
      <p role="status" className="text-lg">
        <strong className={cn('font-semibold', allowed ? 'text-ok' : 'text-danger')}>{allowed ? 'Yes.' : 'No.'}</strong>{' '}
        {reason(decision)}
      </p>
      {rules.length === 0 ? null : (
        <ul aria-label="Rules" className="mt-3 grid">
          {rules.map((rule) => (
            <li key={`${rule.policy} ${rule.name}`} className="border-line border-t py-3 text-sm last:pb-0">
              <p>
                <span className="font-semibold">{rule.name}</span>{' '}
                <span className="text-muted">
                  by policy {names.policy(rule.policy)}
                  {rule.role === undefined ? '' : `, role ${names.role(rule.role)}`}
                </span>
              </p>
              <p>
                {rule.effect === 'allow' ? 'Allows it' : 'Denies it'}
                {rule.condition === undefined ? '.' : `, if ${conditionWords(rule.condition)}.`}{' '}
                <span className="text-muted">{outcome(rule)}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      {allowed || because !== undefined ? null : (
        <p className="mt-3 border-line border-t pt-3 text-muted text-sm">
          It takes a role that lets them {operationWords(operation)}
          {mendable(rules).length === 0 ? '' : `, or that ${mendable(rules).join(', or that ')}`}.{' '}
          {isDenied(rules) ? null : (
            <span className="inline-flex flex-wrap gap-x-3">
              <Link href={ways.role} className="rounded-sm text-accent-text underline underline-offset-4">
                Give a role…
              </Link>
              {ways.owners !== undefined && ownerHelps(rules) ? (
                <Link href={ways.owners} className="rounded-sm text-accent-text underline underline-offset-4">
                  Make them owner…
                </Link>
              ) : null}
            </span>
          )}
        </p>
      )}
    </section>
  )
}

function reason({ allowed, because, rules }: AccessDecision): string {
  if (because === 'administrator') return 'Administrators may do everything.'
  if (because === 'oneself') return 'Everybody may say this of themselves.'
  if (allowed) return 'A rule allows it, and none denies it.'
  return isDenied(rules) ? 'A rule denies it.' : 'Nothing allows it.'
}

const isDenied = (rules: readonly Rule[]): boolean => rules.some(({ effect, holds }) => effect === 'deny' && holds)

/** One of the rules asks for an owner and nothing else. */
const ownerHelps = (rules: readonly Rule[]): boolean =>
  rules.some(({ effect, condition }) => effect === 'allow' && condition === 'isOwner()')

const outcome = ({ holds, condition }: Rule): string =>
  holds ? (condition === undefined ? 'Always.' : 'It holds here.') : 'It does not hold here.'

/** What would have to be so for one of the rules to allow it; nothing helps against one that denies. */
const mendable = (rules: readonly Rule[]): string[] =>
  isDenied(rules)
    ? []
    : rules.flatMap(({ effect, condition }) =>
        effect === 'allow' && condition !== undefined ? [conditionWords(condition)] : [],
      )
