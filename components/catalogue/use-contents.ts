import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { contentsQuery, countsContents } from '@/components/catalogue/list-queries'

/** How many dashboards and charts belong to each row, by its id; undefined until counted. One request for all. */
export function useContents(kind: ListKind, ids: readonly string[]) {
  const { data } = useQuery({
    ...contentsQuery(kind, ids),
    enabled: ids.length > 0 && countsContents(kind),
    placeholderData: keepPreviousData,
  })
  return data === undefined ? undefined : new Map(data.map((entry) => [entry.id, entry]))
}
