'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSettled } from '@/components/ui/use-settled'
import { entityMutations } from '@/lib/client/mutations'
import { formKey } from '@/lib/client/use-refresh-catalogue'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { CreateEntity, Entity } from '@/lib/model/entities/entity'
import type { PlannedRow } from '@/lib/model/wire/bulk-result'

/**
 * What the server would do with a create-or-update request, by the very code that writes, written nowhere. Asked when the
 * request has stayed the same for a moment; the last answer stays until the next one is there.
 */
export function usePlan<E extends Entity, C extends CreateEntity>(
  def: EntityDefinition<E, C>,
  request: Readonly<Record<string, unknown>> | undefined,
): PlannedRow | undefined {
  const text = useSettled(request === undefined ? undefined : JSON.stringify(request), 400)
  const { data } = useQuery({
    queryKey: [formKey, def.collection, 'plan', text],
    queryFn: ({ signal }) => entityMutations(def).preview([JSON.parse(text ?? '{}')], signal),
    enabled: text !== undefined && request !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 10_000,
  })
  return request === undefined ? undefined : data?.rows[0]
}
