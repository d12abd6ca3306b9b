/** Filters of a list as they stand in a query → what the store is asked. Names and ids become rows here. */
import { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import { seenJob } from '@/lib/entities/job-rights'
import { lookupFqn } from '@/lib/entities/resolve'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType } from '@/lib/model/entities/entity'
import { rootTeam } from '@/lib/model/entities/person'
import type { ListQuery } from '@/lib/store/queries'
import type { StoredEntity } from '@/lib/store/rows'

/** Filters by name; `none` asks for entities without any owner, tag or domain. */
export interface FilterValues {
  readonly owner?: string | undefined
  readonly tag?: string | undefined
  readonly domain?: string | undefined
  readonly dataProduct?: string | undefined
  readonly importJob?: string | undefined
  readonly team?: string | undefined
  readonly role?: string | undefined
  readonly parentTeam?: string | undefined
  readonly parent?: string | undefined
  readonly directChildrenOf?: string | undefined
  readonly top?: string | undefined
  readonly below?: string | undefined
  readonly isBot?: string | undefined
  readonly isAdmin?: string | undefined
  readonly isJoinable?: string | undefined
  readonly disabled?: string | undefined
  readonly pipelineType?: string | undefined
  readonly category?: string | undefined
  readonly entityStatus?: string | undefined
}

type Filters = Required<Pick<ListQuery, 'related' | 'unrelated' | 'documentEquals'>> & Pick<ListQuery, 'writtenBy'>

const relationFilters = [
  { name: 'owner', relation: 'owner', field: 'owners', types: ['user', 'team'] },
  { name: 'tag', relation: 'tag', field: 'tags', types: ['tag', 'glossaryTerm'] },
  { name: 'domain', relation: 'domain', field: 'domains', types: ['domain'] },
  { name: 'dataProduct', relation: 'dataProduct', field: 'dataProducts', types: ['dataProduct'] },
  { name: 'team', relation: 'team', field: 'teams', types: ['team'] },
  { name: 'role', relation: 'role', field: 'roles', types: ['role'] },
  { name: 'parentTeam', relation: 'parent', field: 'parents', types: ['team'] },
] as const satisfies readonly {
  name: keyof FilterValues
  relation: string
  field: string
  types: readonly EntityType[]
}[]

const flags = ['isBot', 'isAdmin', 'isJoinable', 'disabled'] as const
const texts = ['pipelineType', 'category', 'entityStatus'] as const

/** A name that nothing bears leaves nothing in the list, as an unknown service does. */
export async function listFilters(def: EntityDefinition, values: FilterValues, ctx: RequestContext): Promise<Filters> {
  const related: NonNullable<ListQuery['related']>[number][] = []
  const unrelated: string[] = []
  for (const { name, relation, field, types } of relationFilters) {
    const value = values[name]
    if (value === undefined || value === '' || !def.fields.has(field)) continue
    if (value === 'none') {
      unrelated.push(relation)
      continue
    }
    const found = await Promise.all(types.map((type) => ctx.store.findByFqns(type, [lookupFqn(type, value)])))
    const named = found.flat().map((row) => row.id)
    // Everybody without a team, and every team without one above it, is in the root team.
    const orNone = types[0] === 'team' && value === rootTeam
    const targetIds = values.below === 'true' ? [...(await withAllBelow(named, ctx))] : named
    related.push({ relation, targetIds, ...(orNone && { orNone }) })
  }
  const documentEquals: Record<string, boolean | string> = {}
  for (const flag of flags) {
    if (values[flag] !== undefined && def.fields.has(flag)) documentEquals[flag] = values[flag] === 'true'
  }
  for (const member of texts) {
    const value = values[member]
    if (value !== undefined && def.fields.has(member)) documentEquals[member] = value
  }
  const { importJob } = values
  if (importJob === undefined) return { related, unrelated, documentEquals }
  const job = await seenJob(importJob, ctx)
  return { related, unrelated, documentEquals, writtenBy: job?.id ?? noJob }
}

/** Has written nothing. */
const noJob = ''

/** What a list is inside of, or below. */
export type Place = Filters & Pick<ListQuery, 'uncontained'> & { readonly container: string | undefined }

const everywhere: Place = { container: undefined, related: [], unrelated: [], documentEquals: {} }

/**
 * Where in a tree of its own type, or in what holds it, a list is: `directChildrenOf` something, all below `parent`, or at
 * the `top`, where what stands below nothing is.
 */
export async function placeFilters(
  def: EntityDefinition,
  { parent, directChildrenOf, top }: FilterValues,
  ctx: RequestContext,
): Promise<Place> {
  const inside = (container: string | undefined): Place => ({ ...everywhere, container })
  if (top === 'true') return topOf(def)
  // What hangs below its own type and is held by another: terms of a glossary, tags of a classification.
  if (def.container === undefined || def.childRelation === undefined) return inside(parent)
  const relation = def.childRelation
  const below = (ids: Iterable<string>): Place => ({ ...everywhere, related: [{ relation, targetIds: [...ids] }] })
  if (directChildrenOf !== undefined && directChildrenOf !== '') {
    const above = await findOwn(def, directChildrenOf, ctx)
    return above === undefined ? { ...inside(directChildrenOf), unrelated: [relation] } : below([above.id])
  }
  if (parent === undefined || parent === '') return inside(undefined)
  const above = await findOwn(def, parent, ctx)
  return above === undefined ? inside(parent) : below(await withAllBelow([above.id], ctx))
}

function topOf({ type, container, childRelation }: EntityDefinition): Place {
  // Whatever else stands below no team stands below that one.
  if (type === 'team') return { ...everywhere, documentEquals: { teamType: rootTeam } }
  if (childRelation !== undefined) return { ...everywhere, unrelated: [childRelation] }
  return container?.type === type ? { ...everywhere, uncontained: true } : everywhere
}

/** These, and what hangs below them or lies inside them at any depth, of their own type: a question a level. */
export async function withAllBelow(ids: readonly string[], ctx: RequestContext): Promise<ReadonlySet<string>> {
  const all = new Set(ids)
  for (let level = [...all]; level.length > 0; ) {
    const [links, inside] = await Promise.all([
      ctx.store.referrers(level, ['parent']),
      ctx.store.contents(level, ['domain']),
    ])
    level = [...new Set([...links.map(({ entityId }) => entityId), ...inside.map(({ id }) => id)])].filter(
      (id) => !all.has(id),
    )
    for (const id of level) all.add(id)
  }
  return all
}

async function findOwn(
  { type }: EntityDefinition,
  key: string,
  ctx: RequestContext,
): Promise<StoredEntity | undefined> {
  const rows = z.uuid().safeParse(key).success
    ? await ctx.store.findByIds([key])
    : await ctx.store.findByFqns(type, [key])
  return rows.find((row) => row.type === type)
}
