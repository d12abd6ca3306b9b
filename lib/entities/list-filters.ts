import type { RequestContext } from '@/lib/entities/context'
import { lookupFqn } from '@/lib/entities/resolve'
import type { EntityDefinition } from '@/lib/model/define-entity'
import type { EntityType } from '@/lib/model/entity'
import type { ListQuery } from '@/lib/store/store'

/** Filters as they stand in a query, by name; `none` asks for entities without any. */
export interface FilterValues {
  readonly owner?: string | undefined
  readonly tag?: string | undefined
  readonly domain?: string | undefined
  readonly isBot?: string | undefined
  readonly isAdmin?: string | undefined
}

const relationFilters = [
  { name: 'owner', relation: 'owner', field: 'owners', types: ['user', 'team'] },
  { name: 'tag', relation: 'tag', field: 'tags', types: ['tag', 'glossaryTerm'] },
  { name: 'domain', relation: 'domain', field: 'domains', types: ['domain'] },
] as const satisfies readonly {
  name: keyof FilterValues
  relation: string
  field: string
  types: readonly EntityType[]
}[]

/** Names → ids. A name that nothing bears leaves nothing in the list, as an unknown service does. */
export async function listFilters(
  def: EntityDefinition,
  values: FilterValues,
  ctx: RequestContext,
): Promise<Pick<ListQuery, 'related' | 'unrelated' | 'documentEquals'>> {
  const related: { relation: string; targetIds: string[] }[] = []
  const unrelated: string[] = []
  for (const { name, relation, field, types } of relationFilters) {
    const value = values[name]
    if (value === undefined || value === '' || !def.fields.has(field)) continue
    if (value === 'none') {
      unrelated.push(relation)
      continue
    }
    const found = await Promise.all(types.map((type) => ctx.store.findByFqns(type, [lookupFqn(type, value)])))
    related.push({ relation, targetIds: found.flat().map((row) => row.id) })
  }
  const documentEquals: Record<string, boolean> = {}
  for (const flag of ['isBot', 'isAdmin'] as const) {
    if (values[flag] !== undefined && def.fields.has(flag)) documentEquals[flag] = values[flag] === 'true'
  }
  return { related, unrelated, documentEquals }
}
