/** What an entity shows of those above it while it has nothing of its own: domains of a service, reviewers of a glossary. */
import type { RequestContext } from '@/lib/entities/context'
import type { EntityDefinition, RelationField } from '@/lib/model/entities/define-entity'
import type { EntitySummary, StoredEntity } from '@/lib/store/rows'

/** The relation's own data with its target, by field. */
export interface Target {
  readonly entity: EntitySummary
  readonly inherited?: boolean
}

/** Where an entity stands, and which of the heritable relations it has itself. */
export interface Heir {
  readonly id: string
  readonly containerId: string | null
  /** The entity of its own type that it hangs below: the term above a term. */
  readonly parentId: string | undefined
  readonly has: (relation: string) => boolean
}

type Named = readonly [name: string, field: RelationField]

export const heritableFields = (def: EntityDefinition): Named[] =>
  Object.entries(def.relations).filter(([, field]) => field.inherited === true)

/** Terms and domains lie as deep as people nest them; nobody nests them deeper than this. */
const levelsMax = 32

/**
 * Looks upwards, a level at a time, until each heir has found each of the fields or stands at the top; a query or two a
 * level, however many heirs. Answers by heir and field; undefined where nothing is inherited.
 */
export async function inheritedTargets(
  def: EntityDefinition,
  heirs: readonly Heir[],
  fields: readonly Named[],
  ctx: RequestContext,
): Promise<(id: string, field: string) => readonly Target[] | undefined> {
  const found = new Map<string, readonly Target[]>()
  const key = (id: string, field: string) => `${id} ${field}`
  let open = heirs.flatMap((heir) => {
    const above = heir.parentId ?? heir.containerId
    const missing = fields.filter(([, field]) => !heir.has(field.relation))
    return above === null || missing.length === 0 ? [] : [{ id: heir.id, above, missing }]
  })
  const isNested = def.childRelation !== undefined || def.container?.type === def.type
  for (let level = 0; open.length > 0 && level < levelsMax; level += 1) {
    const ids = [...new Set(open.map(({ above }) => above))]
    const relations = [...new Set(fields.map(([, field]) => field.relation))]
    const upwards = def.childRelation === undefined ? [] : [def.childRelation]
    const links = Map.groupBy(await ctx.store.relations(ids, [...relations, ...upwards]), (link) => link.entityId)
    const waiting = open.flatMap(({ id, above, missing }) => {
      const carried = links.get(above) ?? []
      const still = missing.filter(([name, { relation }]) => {
        const targets = carried.filter((link) => link.relation === relation)
        if (targets.length > 0)
          found.set(
            key(id, name),
            targets.map((link): Target => ({ entity: link.target, inherited: true })),
          )
        return targets.length === 0
      })
      return still.length === 0 ? [] : [{ id, above, missing: still }]
    })
    if (waiting.length === 0 || !isNested) break
    const rows = new Map((await ctx.store.findByIds(ids)).map((row) => [row.id, row]))
    open = waiting.flatMap(({ id, above, missing }) => {
      const row = rows.get(above)
      if (row?.type !== def.type) return []
      const parent = (links.get(above) ?? []).find((link) => link.relation === def.childRelation)
      const next = parent?.targetId ?? row.containerId
      return next === null ? [] : [{ id, above: next, missing }]
    })
  }
  return (id, field) => found.get(key(id, field))
}

/** Of an entity's state. */
interface Written {
  readonly row: Pick<StoredEntity, 'id' | 'containerId'>
  readonly relations: ReadonlyMap<string, readonly Target[]>
}

/**
 * For the answers of writes: makes a state show what a read would, where it has nothing of its own. Looked up for all of
 * `states` beforehand, since what a write leaves them with is not known yet.
 */
export async function inheriting<State extends Written>(
  def: EntityDefinition,
  states: readonly State[],
  ctx: RequestContext,
): Promise<(state: State) => State> {
  const fields = heritableFields(def)
  if (fields.length === 0) return (state) => state
  const heirs = states.map(({ row: { id, containerId }, relations }): Heir => {
    const parentId = def.childRelation === undefined ? undefined : relations.get(def.childRelation)?.[0]?.entity.id
    return { id, containerId, parentId, has: () => false }
  })
  const inherited = await inheritedTargets(def, heirs, fields, ctx)
  return (state) => {
    const relations = new Map(state.relations)
    for (const [name] of fields) {
      const own = (state.relations.get(name) ?? []).some((target) => target.inherited !== true)
      if (!own) relations.set(name, inherited(state.row.id, name) ?? [])
    }
    return { ...state, relations }
  }
}
