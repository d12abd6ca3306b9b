/** Rules about labels that need a look at the labels' parents. */

import type { RequestContext } from '@/lib/entities/context'
import { checkExclusiveLabels } from '@/lib/entities/rules'
import type { EntityState, LabelTarget } from '@/lib/entities/state'
import type { EntityType } from '@/lib/model/entities/entity'
import { parentFqn } from '@/lib/model/rules/fqn'
import { badRequest } from '@/lib/model/wire/errors'
import type { EntitySummary } from '@/lib/store/rows'

/** Tells which of the labels' parents are mutually exclusive, for many entities at once: two queries at most. */
export async function exclusiveParents(
  labels: readonly LabelTarget[],
  ctx: RequestContext,
): Promise<ReadonlySet<string>> {
  const parents: Record<'classification' | 'tag' | 'glossary' | 'glossaryTerm', Set<string>> = {
    classification: new Set(),
    tag: new Set(),
    glossary: new Set(),
    glossaryTerm: new Set(),
  }
  for (const { entity } of labels) {
    const [root, branch] =
      entity.type === 'glossaryTerm' ? (['glossary', 'glossaryTerm'] as const) : (['classification', 'tag'] as const)
    for (let parent = parentFqn(entity.fullyQualifiedName); parent !== undefined; parent = parentFqn(parent)) {
      parents[parentFqn(parent) === undefined ? root : branch].add(parent)
    }
  }
  const wanted = Object.entries(parents).filter(([, fqns]) => fqns.size > 0)
  const rows = await Promise.all(wanted.map(([type, fqns]) => ctx.store.findByFqns(type as EntityType, [...fqns]))) // keys of `parents`
  return new Set(
    rows
      .flat()
      .filter((row) => row.document.mutuallyExclusive === true)
      .map((row) => row.fullyQualifiedName),
  )
}

/**
 * Throws 400 when labels of one entity exclude each other, or a new one is of a tag that is switched off. What carries such a
 * tag from before keeps it, and can be changed.
 */
export function requireFittingLabels(
  after: Pick<EntityState, 'labels' | 'partLabels'>,
  before: EntityState | undefined,
  exclusive: ReadonlySet<string>,
): void {
  const { labels = [], partLabels } = after
  if (labels !== before?.labels) {
    const known = new Set(before?.labels?.map(({ entity }) => entity.id))
    for (const { entity, document } of labels) if (!known.has(entity.id)) requireEnabled(entity, document)
  }
  if (partLabels !== before?.partLabels)
    for (const [key, tag] of partLabels ?? [])
      if (before?.partLabels?.has(key) !== true) requireEnabled(tag, tag.document)
  if (labels.length > 1) checkExclusiveLabels(labels, (fqn) => exclusive.has(fqn))
}

function requireEnabled({ fullyQualifiedName }: EntitySummary, { disabled }: Readonly<Record<string, unknown>>): void {
  if (disabled === true)
    throw badRequest(`Tag label ${fullyQualifiedName} is disabled and can't be assigned to a data asset.`)
}
