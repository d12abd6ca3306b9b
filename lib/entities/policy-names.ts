/** Conditions of policies name tags, terms and teams by their names: what is renamed is named anew there too. */
import type { RequestContext } from '@/lib/entities/context'
import { planUpdate } from '@/lib/entities/plan'
import type { Step } from '@/lib/entities/renaming'
import { loadStates } from '@/lib/entities/state'
import type { EntityType } from '@/lib/model/entities/entity'
import { policies } from '@/lib/model/entities/role'
import { requireAdmin } from '@/lib/model/rules/access'
import { conditionLengthMax, renamedCondition } from '@/lib/model/rules/condition'
import { isRecord } from '@/lib/model/rules/is-record'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'
import type { Change } from '@/lib/store/change'

/** Nothing has this name, for it is none. */
const unknown = { name: '::', fullyQualifiedName: '::' }

const namedAs: Partial<Record<EntityType, 'tag' | 'team'>> = {
  classification: 'tag',
  tag: 'tag',
  glossary: 'tag',
  glossaryTerm: 'tag',
  team: 'team',
}

const policiesMax = 10_000

/**
 * What becomes of policies when these are renamed, told by the id of what is. Only administrators change a policy: for
 * anybody else the answer throws 403, and where a policy knows the new name, too.
 */
export async function renamedInPolicies(
  steps: readonly Step[],
  ctx: RequestContext,
): Promise<(id: string) => readonly Change[]> {
  const along = new Map<string, Planned>()
  const renamed = steps.filter(
    ({ before, after }) => before.fullyQualifiedName !== after.fullyQualifiedName && namedAs[before.type] !== undefined,
  )
  if (renamed.length === 0) return () => []
  const { rows } = await ctx.store.list({ type: 'policy', include: 'all', sort: 'name', limit: policiesMax })
  for (const step of renamed) {
    const rename = renameBy(step)
    const probe = renameBy({ before: step.after, after: { ...step.after, ...unknown } })
    try {
      // A name that a policy knows already would give, or take, what it says of that name.
      if (rows.some(({ document }) => rulesOf(document).some((rule) => probe(rule) !== rule))) requireAdmin(ctx.actor)
      const touched = rows.filter(({ document }) => rulesOf(document).some((rule) => rename(rule) !== rule))
      const changes: Change[] = []
      for (const before of await loadStates(policies, touched, 'all', ctx)) {
        const document = { ...before.row.document, rules: rulesOf(before.row.document).map(rename) }
        changes.push(...planUpdate(policies, before, { ...before, row: { ...before.row, document } }, ctx).changes)
      }
      along.set(step.before.id, { changes })
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error
      along.set(step.before.id, { error })
    }
  }
  return (id) => {
    const planned = along.get(id)
    if (planned !== undefined && 'error' in planned) throw planned.error
    return planned?.changes ?? []
  }
}

/** Whether a rule names it, or something below it. */
export async function isInPolicies(row: Step['before'], { store }: RequestContext): Promise<boolean> {
  const { rows } = await store.list({ type: 'policy', include: 'all', sort: 'name', limit: policiesMax })
  const probe = renameBy({ before: row, after: { ...row, ...unknown } })
  return rows.some(({ document }) => rulesOf(document).some((rule) => probe(rule) !== rule))
}

type Planned = { readonly changes: readonly Change[] } | { readonly error: CatalogueError }

const rulesOf = ({ rules }: Readonly<Record<string, unknown>>): readonly unknown[] =>
  Array.isArray(rules) ? rules : []

/** Of one rule; the same one where it does not name it. */
function renameBy({ before, after }: Step): (rule: unknown) => unknown {
  const of = namedAs[before.type] ?? 'tag'
  const [from, to] = [before.fullyQualifiedName, after.fullyQualifiedName]
  const rename = (name: string): string => {
    if (of === 'team') return name === before.name ? after.name : name
    return name === from || name.startsWith(`${from}.`) ? `${to}${name.slice(from.length)}` : name
  }
  return (rule) => {
    if (!isRecord(rule) || typeof rule.condition !== 'string') return rule
    const condition = renamedCondition(rule.condition, of, rename)
    if (condition === rule.condition) return rule
    if (condition.length > conditionLengthMax)
      throw badRequest(`With this name, a condition of rule ${String(rule.name)} would be too long`)
    return { ...rule, condition }
  }
}
