/**
 * One tag or term in the place of another: everything that carries the one carries the other instead (decision 042). A
 * label is carried as a relation, or held in a document: on columns, and by certifications.
 */
import type { RequestContext } from '@/lib/entities/context'
import { asSet } from '@/lib/entities/part-labels'
import { render } from '@/lib/entities/render'
import { labelEntityType } from '@/lib/entities/resolve'
import type { EntityState } from '@/lib/entities/state'
import { sameValue } from '@/lib/model/edits/change'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType, TagLabel } from '@/lib/model/entities/entity'
import { assetCertification, tagLabels } from '@/lib/model/entities/entity'
import { definitions } from '@/lib/model/entities/registry'
import type { StoredEntity } from '@/lib/store/rows'

type Named = Pick<StoredEntity, 'id' | 'type' | 'fullyQualifiedName'>

/** What carries the label besides itself, deleted things too, and which of it has the other label already. */
export interface Carriers {
  /** Type by id. */
  readonly types: ReadonlyMap<string, EntityType>
  readonly both: ReadonlySet<string>
}

export async function carriersOf(one: Named, other: Named, { store }: RequestContext): Promise<Carriers> {
  const held = {
    types: definitions
      .filter((def) => def.parts !== undefined || def.fields.has('certification'))
      .map(({ type }) => type),
    member: 'tagFQN',
    source: one.type === 'glossaryTerm' ? 'Glossary' : 'Classification',
  } as const
  const [related, holders, others] = await Promise.all([
    store.referrers([one.id], ['tag']),
    store.holders(held, one.fullyQualifiedName),
    store.referrers([other.id], ['tag']),
  ])
  const types = new Map([
    ...related.map((link) => [link.entityId, link.entityType] as const),
    ...holders.map(({ id, type }) => [id, type] as const),
  ])
  types.delete(one.id)
  return { types, both: new Set(others.map(({ entityId }) => entityId).filter((id) => types.has(id))) }
}

/** The patch by which what is on a thing, its parts and its certification is the other label. */
export function relabelling(
  def: EntityDefinition,
  state: EntityState,
  one: Named,
  other: Named,
  ctx: RequestContext,
): JsonPatch {
  const shown: Readonly<Record<string, unknown>> = render(def, state, 'all', ctx)
  const isOf = ({ fullyQualifiedName, type }: Named, label: TagLabel) =>
    label.tagFQN === fullyQualifiedName && labelEntityType(label) === type
  const instead = (label: TagLabel) => ({ ...asSet(label), tagFQN: other.fullyQualifiedName })
  /** The other label is there once, as it was where it was; on itself it is nowhere. */
  const inList = (labels: readonly TagLabel[]): TagLabel[] => {
    const has = state.row.id === other.id || labels.some((label) => isOf(other, label))
    return labels.flatMap((label) => (!isOf(one, label) ? [label] : has ? [] : [instead(label)]))
  }
  const after: Record<string, unknown> = { ...(def.parts?.withLabels(shown, inList) ?? shown) }
  const tags = tagLabels.safeParse(shown.tags)
  if (tags.success) after.tags = inList(tags.data)
  const certification = assetCertification.safeParse(shown.certification)
  if (certification.success && isOf(one, certification.data.tagLabel))
    after.certification = { ...certification.data, tagLabel: instead(certification.data.tagLabel) }
  return Object.entries(after).flatMap(([member, value]) =>
    sameValue(value, shown[member]) ? [] : [{ op: 'add' as const, path: `/${member}`, value }],
  )
}
