import { useQuery } from '@tanstack/react-query'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType } from '@/lib/model/entities/entity'

/** What is known of the fields of a type, fetched when it is wanted: pages show most things without. */
export const useDefinition = (type: EntityType): EntityDefinition | undefined =>
  useQuery({
    queryKey: ['definition', type],
    queryFn: async () => (await import('@/lib/model/entities/registry')).definitionOf(type) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  }).data ?? undefined
