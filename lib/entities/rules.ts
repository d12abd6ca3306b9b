/** Rules beyond the schema that a whole entity has to satisfy (docs/contract/rules.md#rules). */

import type { EntityState, LabelTarget } from '@/lib/entities/state'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType } from '@/lib/model/entities/entity'
import { parentFqn } from '@/lib/model/rules/fqn'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'
import type { StoredEntity } from '@/lib/store/rows'

/** Only Groups own, and either users or a single team. */
export function checkOwners(owners: readonly Pick<StoredEntity, 'type' | 'document'>[]): void {
  const teams = owners.filter((owner) => owner.type === 'team')
  const wrong = teams.find((team) => team.document.teamType !== 'Group')
  if (wrong !== undefined) {
    throw badRequest(
      `Team of type ${wrong.document.teamType} can't own entities. Only Team of type Group can own entities.`,
    )
  }
  if (teams.length > 0 && owners.length > 1) {
    throw new CatalogueError(
      'ruleViolation',
      'Rule [Multiple Users or Single Team Ownership] validation failed: Entity does not satisfy the rule. Rule context: Validates that an entity has either multiple owners or a single team as the owner.',
      { fields: [{ path: '/owners', message: 'either users or one team' }] },
    )
  }
}

/** What the catalogue came with stays, and so does the team that everybody is in. */
export function checkRemovable({ type, name, document }: Pick<StoredEntity, 'type' | 'name' | 'document'>): void {
  if (document.provider === 'system') throw badRequest(`System entity [${name}] of type ${type} can not be deleted.`)
  if (document.teamType === 'Organization') throw badRequest("Organization team type can't be deleted")
}

/** How something new begins: as a draft where somebody reviews it, be it from above, and approved where nobody does. */
export function withFirstStatus(def: EntityDefinition, state: EntityState, shown: EntityState): EntityState {
  if (def.isReviewed !== true) return state
  const entityStatus = (shown.relations.get('reviewers') ?? []).length > 0 ? 'Draft' : 'Approved'
  return { ...state, row: { ...state.row, document: { ...state.row.document, entityStatus } } }
}

/** A product belongs to a domain, so an entity with products needs one of theirs. */
export function checkDataProducts(products: readonly unknown[], domains: readonly unknown[]): void {
  if (products.length === 0) return
  if (domains.length === 0) throw badRequest('Domain cannot be empty when data products are provided.')
}

/** What is below a label's parent, by both: a glossary may be called as a classification is. */
export const placeOfLabels = (type: EntityType, fqn: string): string =>
  `${type === 'glossary' || type === 'glossaryTerm' ? 'terms' : 'tags'} of ${fqn}`

/** Labels in one of the `exclusive` places exclude each other; the later one is named first. */
export function checkExclusiveLabels(labels: readonly LabelTarget[], exclusive: ReadonlySet<string>): void {
  const taken = new Map<string, string>()
  for (const { entity } of labels) {
    const fqn = entity.fullyQualifiedName
    for (let parent = parentFqn(fqn); parent !== undefined; parent = parentFqn(parent)) {
      const place = placeOfLabels(entity.type, parent)
      if (!exclusive.has(place)) continue
      const other = taken.get(place)
      if (other !== undefined && other !== fqn) {
        throw badRequest(`Tag labels ${fqn} and ${other} are mutually exclusive and can't be assigned together`)
      }
      taken.set(place, fqn)
    }
  }
}
