import { send } from '@/lib/client/api'
import type { EntityType } from '@/lib/model/entities/entity'

/** Of a type the first ones, and how many there are. */
export interface Few {
  readonly entityType: EntityType
  readonly total: number
  readonly rows: readonly {
    readonly id: string
    readonly name: string
    readonly displayName?: string | undefined
    readonly fullyQualifiedName?: string | undefined
    readonly serviceType?: string | undefined
  }[]
}

/** Of each type the first `limit` with these words; types with nothing are left out. */
export async function findFew(
  { types, ...asked }: { readonly q: string; readonly types: readonly EntityType[]; readonly limit: number },
  signal?: AbortSignal,
): Promise<readonly Few[]> {
  const { data } = await send<{ data: Few[] }>('/api/x/few', { query: { ...asked, types: types.join(',') }, signal })
  return data
}
