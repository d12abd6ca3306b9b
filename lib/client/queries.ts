/** What the browser reads: one factory of options per question, so that a key is written once. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '@/lib/client/api'
import type { CreateEntity, Entity } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'

/** A page of a list (docs/contract/entities.md#list-envelope). */
export interface EntityPage<E> {
  readonly data: E[]
  readonly paging: { readonly total: number; readonly before?: string; readonly after?: string }
}

/** Query parameters of a list, as `lib/model/wire/query.ts` has them. */
export interface ListParams {
  readonly fields?: string
  readonly limit?: number
  readonly before?: string
  readonly after?: string
  readonly include?: 'non-deleted' | 'deleted' | 'all'
  readonly service?: string
  readonly parent?: string
  readonly parentTeam?: string
  readonly directChildrenOf?: string
  readonly top?: 'true'
  readonly below?: 'true'
  readonly glossary?: string
  readonly team?: string
  readonly q?: string
  readonly sort?: string
  readonly owner?: string
  readonly tag?: string
  readonly domain?: string
  readonly dataProduct?: string
  readonly importJob?: string
  readonly entityStatus?: string
  readonly extension?: string
  /** Users only: bots, or people. */
  readonly isBot?: boolean
}

interface ReadParams {
  readonly fields?: string
  readonly include?: 'non-deleted' | 'deleted' | 'all'
}

export const readByName = <E extends Entity, C extends CreateEntity>(
  def: EntityAddress<E, C>,
  fqn: string,
  params: ReadParams,
  signal: AbortSignal,
): Promise<E> => api<E>(`${def.path}/name/${encodeURIComponent(fqn)}`, { query: { ...params }, signal })

/** Reads of one entity type; `all` is the key under which everything of the type is cached. */
export const entityQueries = <E extends Entity, C extends CreateEntity>(def: EntityAddress<E, C>) => ({
  all: [def.collection] as const,
  list: (params: ListParams) =>
    queryOptions({
      queryKey: [def.collection, 'list', params] as const,
      queryFn: ({ signal }) => api<EntityPage<E>>(def.path, { query: { ...params }, signal }),
    }),
  byName: (fqn: string, params: ReadParams = {}) =>
    queryOptions({
      queryKey: [def.collection, 'name', fqn, params] as const,
      queryFn: ({ signal }) => readByName(def, fqn, params, signal),
    }),
  versions: (id: string) =>
    queryOptions({
      queryKey: [def.collection, 'versions', id] as const,
      queryFn: async ({ signal }) => {
        const history = await api<{ versions: string[] }>(`${def.path}/${id}/versions`, { signal })
        return history.versions.map((text) => JSON.parse(text) as E) // rendered by the same schema
      },
    }),
})
