import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useCallback } from 'react'

/** Collections whose writes change each other's pages: a chart's dashboards, a service's contents, all counts. */
const related = ['dashboards', 'charts', 'dashboardServices'] as const

/** After a write: what is on screen is asked for again, what is not is forgotten, pages kept by the router too. */
export function useRefreshCatalogue(): () => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  return useCallback(async () => {
    router.refresh()
    await Promise.all(related.map((collection) => client.invalidateQueries({ queryKey: [collection] })))
  }, [client, router])
}
