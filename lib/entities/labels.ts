/** Rules about labels that need a look at the labels' parents. */

import type { RequestContext } from '@/lib/entities/context'
import { checkExclusiveLabels, placeOfLabels } from '@/lib/entities/rules'
import type { EntityState } from '@/lib/entities/state'
import type { EntityType } from '@/lib/model/entities/entity'
import { parentFqn, rootFqn } from '@/lib/model/rules/fqn'
import { badRequest } from '@/lib/model/wire/errors'
import type { EntitySummary } from '@/lib/store/rows'

/** What is asked of labels' parents. */
export interface LabelParents {
  /** Places of classifications, tags, glossaries and terms in which labels exclude one another (`placeOfLabels`). */
  readonly exclusive: ReadonlySet<string>
  /** FQNs of classifications that are switched off, and with them every tag in them. */
  readonly off: ReadonlySet<string>
}

type Labelled = Pick<EntityState, 'labels' | 'partLabels'>

/** Looks at the parents of all labels of many entities at once: four queries at most. */
export async function parentsOfLabels(states: readonly Labelled[], ctx: RequestContext): Promise<LabelParents> {
  const parents: Record<'classification' | 'tag' | 'glossary' | 'glossaryTerm', Set<string>> = {
    classification: new Set(),
    tag: new Set(),
    glossary: new Set(),
    glossaryTerm: new Set(),
  }
  for (const { labels = [], partLabels } of states) {
    for (const { entity } of labels) {
      const [root, branch] =
        entity.type === 'glossaryTerm' ? (['glossary', 'glossaryTerm'] as const) : (['classification', 'tag'] as const)
      for (let parent = parentFqn(entity.fullyQualifiedName); parent !== undefined; parent = parentFqn(parent)) {
        parents[parentFqn(parent) === undefined ? root : branch].add(parent)
      }
    }
    // Labels of parts exclude one another nowhere.
    for (const tag of partLabels?.values() ?? []) {
      const root = classificationOf(tag)
      if (root !== undefined) parents.classification.add(root)
    }
  }
  const wanted = Object.entries(parents).filter(([, fqns]) => fqns.size > 0)
  const found = await Promise.all(wanted.map(([type, fqns]) => ctx.store.findByFqns(type as EntityType, [...fqns]))) // keys of `parents`
  const rows = found.flat()
  const exclusive = rows.filter(({ document }) => document.mutuallyExclusive === true)
  const off = rows.filter(({ type, document }) => type === 'classification' && document.disabled === true)
  return {
    exclusive: new Set(exclusive.map(({ type, fullyQualifiedName }) => placeOfLabels(type, fullyQualifiedName))),
    off: new Set(off.map(({ fullyQualifiedName }) => fullyQualifiedName)),
  }
}

/** The classification that a tag is in; undefined for a term. */
const classificationOf = ({ type, fullyQualifiedName }: EntitySummary): string | undefined =>
  type === 'tag' ? rootFqn(fullyQualifiedName) : undefined

/**
 * Throws 400 when labels of one entity exclude each other, or a new one is of a tag that is switched off, by itself or with
 * its classification. What carries such a tag from before keeps it, and can be changed.
 */
export function requireFittingLabels(
  after: Labelled,
  before: EntityState | undefined,
  { exclusive, off }: LabelParents,
): void {
  const { labels = [], partLabels } = after
  if (labels !== before?.labels) {
    const known = new Set(before?.labels?.map(({ entity }) => entity.id))
    for (const { entity, document } of labels) if (!known.has(entity.id)) requireEnabled(entity, document, off)
  }
  if (partLabels !== before?.partLabels)
    for (const [key, tag] of partLabels ?? [])
      if (before?.partLabels?.has(key) !== true) requireEnabled(tag, tag.document, off)
  if (labels.length > 1) checkExclusiveLabels(labels, exclusive)
}

function requireEnabled(
  tag: EntitySummary,
  { disabled }: Readonly<Record<string, unknown>>,
  off: LabelParents['off'],
): void {
  const classification = classificationOf(tag) ?? ''
  if (disabled !== true && !off.has(classification)) return
  throw badRequest(`Tag label ${tag.fullyQualifiedName} is disabled and can't be assigned to a data asset.`, {
    ...(disabled !== true && { hint: `Its classification ${classification} is switched off.` }),
  })
}
