import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { contentsQuery } from '@/components/catalogue/list-queries'

/** How many dashboards and charts each service holds, by its id; undefined until counted. One request for all. */
export function useServiceContents(ids: readonly string[]) {
  const { data } = useQuery({ ...contentsQuery(ids), enabled: ids.length > 0, placeholderData: keepPreviousData })
  return data === undefined ? undefined : new Map(data.map((entry) => [entry.id, entry]))
}
