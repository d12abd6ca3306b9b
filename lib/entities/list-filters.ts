/** Filters of a list as they stand in a query → what the store is asked. Names and ids become rows here. */
import { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
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
  readonly team?: string | undefined
  readonly parentTeam?: string | undefined
  readonly parent?: string | undefined
  readonly directChildrenOf?: string | undefined
  readonly isBot?: string | undefined
  readonly isAdmin?: string | undefined
  readonly isJoinable?: string | undefined
  readonly disabled?: string | undefined
  readonly pipelineType?: string | undefined
  readonly category?: string | undefined
  readonly entityStatus?: string | undefined
}

type Filters = Required<Pick<ListQuery, 'related' | 'unrelated' | 'documentEquals'>>

const relationFilters = [
  { name: 'owner', relation: 'owner', field: 'owners', types: ['user', 'team'] },
  { name: 'tag', relation: 'tag', field: 'tags', types: ['tag', 'glossaryTerm'] },
  { name: 'domain', relation: 'domain', field: 'domains', types: ['domain'] },
  { name: 'dataProduct', relation: 'dataProduct', field: 'dataProducts', types: ['dataProduct'] },
  { name: 'team', relation: 'team', field: 'teams', types: ['team'] },
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
    // Everybody without a team, and every team without one above it, is in the root team.
    const orNone = types[0] === 'team' && value === rootTeam
    related.push({ relation, targetIds: found.flat().map((row) => row.id), ...(orNone && { orNone }) })
  }
  const documentEquals: Record<string, boolean | string> = {}
  for (const flag of flags) {
    if (values[flag] !== undefined && def.fields.has(flag)) documentEquals[flag] = values[flag] === 'true'
  }
  for (const member of texts) {
    const value = values[member]
    if (value !== undefined && def.fields.has(member)) documentEquals[member] = value
  }
  return { related, unrelated, documentEquals }
}

/** What a list is inside of, or below. */
export type Place = Pick<Filters, 'related' | 'unrelated'> & { readonly container: string | undefined }

/** What of a glossary a list is of: `directChildrenOf` a term or glossary, or all below `parent`, by id or FQN. */
export async function termFilters({ parent, directChildrenOf }: FilterValues, ctx: RequestContext): Promise<Place> {
  const inside = (container: string | undefined): Place => ({ container, related: [], unrelated: [] })
  const below = (terms: Iterable<string>): Place => ({
    container: undefined,
    related: [{ relation: 'parent', targetIds: [...terms] }],
    unrelated: [],
  })
  if (directChildrenOf !== undefined && directChildrenOf !== '') {
    const term = await findTerm(directChildrenOf, ctx)
    return term === undefined ? { ...inside(directChildrenOf), unrelated: ['parent'] } : below([term.id])
  }
  if (parent === undefined || parent === '') return inside(undefined)
  const term = await findTerm(parent, ctx)
  if (term === undefined) return inside(parent)
  const above = new Set([term.id])
  for (let level = [term.id]; level.length > 0; ) {
    const links = await ctx.store.referrers(level, ['parent'])
    level = [...new Set(links.map((link) => link.entityId))].filter((id) => !above.has(id))
    for (const id of level) above.add(id)
  }
  return below(above)
}

async function findTerm(key: string, ctx: RequestContext): Promise<StoredEntity | undefined> {
  const rows = z.uuid().safeParse(key).success
    ? await ctx.store.findByIds([key])
    : await ctx.store.findByFqns('glossaryTerm', [key])
  return rows.find((row) => row.type === 'glossaryTerm')
}
