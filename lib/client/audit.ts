/** Who did what, as the settings ask for it; for administrators. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import { send } from '@/lib/client/api'
import type { AuditEntryView, AuditKind } from '@/lib/model/wire/audit'

export interface AuditFilter {
  readonly actor?: string | undefined
  /** None: all of them. */
  readonly kinds: readonly AuditKind[]
  readonly thing?: string | undefined
  /** Unix epoch milliseconds. */
  readonly since?: number | undefined
  readonly until?: number | undefined
}

interface AuditPage {
  readonly data: AuditEntryView[]
  readonly paging: { readonly after?: string }
}

function addressOf(path: string, { kinds, ...filter }: AuditFilter, more: Readonly<Record<string, string>>): string {
  const params = new URLSearchParams(more)
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) params.set(name, String(value))
  if (kinds.length > 0) params.set('kind', kinds.join(','))
  return `${path}?${params}`
}

/** A page after the other. */
export const auditPages = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter] as const,
    queryFn: ({ signal, pageParam }) =>
      send<AuditPage>(
        addressOf('/api/x/audit', filter, { limit: '50', ...(pageParam !== '' && { after: pageParam }) }),
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ paging }) => paging.after,
    staleTime: 0,
  })

export const auditExportHref = (filter: AuditFilter, format: 'csv' | 'jsonl'): string =>
  addressOf('/api/x/exports/audit', filter, { format })
