'use client'

import { useQuery } from '@tanstack/react-query'
import { entityQueries } from '@/lib/client/queries'
import type { CreateEntity, Entity } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import { shownName } from '@/lib/model/rules/shown-name'

/** What people call what an address names by its full name; the full name until that is known. */
export function useNameOf<E extends Entity, C extends CreateEntity>(address: EntityAddress<E, C>, fqn: string | null) {
  const { data } = useQuery({
    ...entityQueries(address).byName(fqn ?? '', { include: 'all' }),
    enabled: fqn !== null,
    retry: false,
  })
  return data === undefined ? (fqn ?? '') : shownName(data)
}
