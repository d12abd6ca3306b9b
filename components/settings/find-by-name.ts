import type { ComboboxOption } from '@/components/ui/use-options'
import { api } from '@/lib/client/api'
import type { EntityPage } from '@/lib/client/queries'
import type { Entity } from '@/lib/model/entities/entity'
import { shownName } from '@/lib/model/rules/shown-name'

const optionsMax = 20

/** People and things by what is typed; the value is the fully qualified name. */
export async function findByName(path: string, q: string, signal: AbortSignal, more = {}): Promise<ComboboxOption[]> {
  const query = { q, limit: optionsMax, sort: 'displayName', ...more }
  const { data } = await api<EntityPage<Entity>>(path, { query, signal })
  return data.map((entity) => {
    const value = entity.fullyQualifiedName ?? entity.name
    return { value, label: shownName(entity), detail: value }
  })
}
