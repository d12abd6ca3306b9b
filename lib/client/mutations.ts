/** What the browser writes. Each is one call of the public API; screens add what happens afterwards. */

import { api } from '@/lib/client/api'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import { addresses } from '@/lib/model/entities/addresses'
import type { CreateEntity, Entity, EntityReference } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import { formatVersion } from '@/lib/model/rules/version'
import type { BulkResult, ManyResult, PlannedRow } from '@/lib/model/wire/bulk-result'

export const entityMutations = <E extends Entity, C extends CreateEntity>(def: EntityAddress<E, C>) => ({
  /** 409 when the name is taken. */
  create: (request: C) => api<E>(def.path, { method: 'POST', body: request }),
  createOrUpdate: (request: C) => api<E>(def.path, { method: 'PUT', body: request }),
  /** 412 when the entity has moved on from `version`. */
  patch: (id: string, steps: JsonPatch, version?: number) =>
    api<E>(`${def.path}/${id}`, {
      method: 'PATCH',
      body: steps,
      ...(version !== undefined && { headers: { 'If-Match': `W/"${formatVersion(version)}"` } }),
    }),
  remove: (id: string, options: { hardDelete?: boolean; recursive?: boolean } = {}) =>
    api<E>(`${def.path}/${id}`, { method: 'DELETE', query: options }),
  restore: (id: string) => api<E>(`${def.path}/restore`, { method: 'PUT', body: { id } }),
  /** All that may be deleted go by one call; `dryRun` counts what would go. */
  removeMany: (ids: readonly string[], options: { hardDelete?: boolean; recursive?: boolean; dryRun?: boolean } = {}) =>
    api<ManyResult>(`${def.path}/bulk`, { method: 'DELETE', body: { ids, ...options } }),
  restoreMany: (ids: readonly string[]) =>
    api<ManyResult>(`${def.path}/bulk/restore`, { method: 'PUT', body: { ids } }),
  follow: (id: string, userId: string) => api<unknown>(`${def.path}/${id}/followers`, { method: 'PUT', body: userId }),
  unfollow: (id: string, userId: string) => api<unknown>(`${def.path}/${id}/followers/${userId}`, { method: 'DELETE' }),
  vote: (id: string, updatedVoteType: 'votedUp' | 'votedDown' | 'unVoted') =>
    api<unknown>(`${def.path}/${id}/vote`, { method: 'PUT', body: { updatedVoteType } }),
  /** What each row would do, written nowhere; what a row does not name stays as it is. */
  preview: (rows: readonly unknown[], signal?: AbortSignal) =>
    api<BulkResult & { rows: PlannedRow[] }>(`${def.path}/bulk`, {
      method: 'PUT',
      query: { dryRun: true, keepOmitted: true },
      body: rows,
      signal,
    }),
})

/** What assets are put into. */
export const assetHolders = { dataProduct: addresses.dataProduct, domain: addresses.domain } as const
export interface AssetHolder {
  readonly by: keyof typeof assetHolders
  readonly fqn: string
}

/** Puts assets into a domain or data product, or takes them out; what has changed and what may not be is told for each. */
export const changeAssets = (
  { by, fqn }: AssetHolder,
  operation: 'add' | 'remove',
  assets: readonly EntityReference[],
) =>
  api<BulkResult & { rows: PlannedRow[] }>(`${assetHolders[by].path}/${encodeURIComponent(fqn)}/assets/${operation}`, {
    method: 'PUT',
    query: { rows: true },
    body: { assets: assets.map(({ id, type }) => ({ id, type })) },
  })
