'use client'

import { queryOptions, useQuery } from '@tanstack/react-query'
import { useSettled } from '@/components/ui/use-settled'
import { ApiError } from '@/lib/client/api'
import { readByName } from '@/lib/client/queries'
import { formKey } from '@/lib/client/use-refresh-catalogue'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { CreateEntity, Entity } from '@/lib/model/entities/entity'

/** What is known of a name: nothing yet, that it is free, who bears it, or that nobody can say (no access, no answer). */
export type NameCheck<E extends Entity = Entity> =
  | { readonly state: 'idle' | 'checking' | 'free' | 'unknown' }
  | { readonly state: 'exists' | 'deleted'; readonly entity: E }

const pauseMs = 300

/** The question behind a name check, for asking once more before a write. */
export const nameQuery = <E extends Entity, C extends CreateEntity>(
  def: EntityDefinition<E, C>,
  fqn: string,
  fields: string,
) => {
  const params = { fields, include: 'all' } as const
  return queryOptions({
    queryKey: [formKey, def.collection, 'name', fqn, params] as const,
    queryFn: ({ signal }) => readByName(def, fqn, params, signal),
    retry: false,
    staleTime: 5_000,
  })
}

/** Who bears the name, asked 300 ms after the last key. `fqn` is undefined until there is one. */
export function useNameCheck<E extends Entity, C extends CreateEntity>(
  def: EntityDefinition<E, C>,
  fqn: string | undefined,
  fields: string,
): NameCheck<E> {
  const settled = useSettled(fqn, pauseMs)
  const { data, error, isPending } = useQuery({
    ...nameQuery(def, settled ?? '', fields),
    enabled: settled !== undefined,
  })
  if (fqn === undefined) return { state: 'idle' }
  if (fqn !== settled || (isPending && error === null)) return { state: 'checking' }
  if (error !== null) return { state: error instanceof ApiError && error.kind === 'notFound' ? 'free' : 'unknown' }
  if (data === undefined) return { state: 'checking' }
  return { state: data.deleted === true ? 'deleted' : 'exists', entity: data }
}
