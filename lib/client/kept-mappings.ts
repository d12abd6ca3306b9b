/** Mappings that people keep for the files that come next. */
import { queryOptions } from '@tanstack/react-query'
import { send } from '@/lib/client/api'
import type { Page } from '@/lib/client/jobs'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'

/** Mappings that are kept under names, for everybody. */
export const mappingsQuery = queryOptions({
  queryKey: ['importMappings'] as const,
  queryFn: ({ signal }) =>
    send<Page<{ name: string; keptBy: string; updatedAt: number; mapping: ImportMapping }>>('/api/x/importMappings', {
      signal,
    }),
})

export const keepMapping = (name: string, mapping: ImportMapping) =>
  send<{ name: string }>(`/api/x/importMappings/${encodeURIComponent(name)}`, { method: 'PUT', body: mapping })
