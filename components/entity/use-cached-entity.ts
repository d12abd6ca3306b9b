'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { CreateEntity, Entity } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'

/** Changes an entity wherever the browser holds it whole, before or instead of asking the server again. */
export function useCachedEntity<E extends Entity, C extends CreateEntity>(def: EntityAddress<E, C>) {
  const client = useQueryClient()
  return useCallback(
    (id: string, change: (entity: E) => E) =>
      client.setQueriesData<E>({ queryKey: [def.collection, 'name'] }, (entity) =>
        entity?.id === id ? change(entity) : entity,
      ),
    [client, def],
  )
}
