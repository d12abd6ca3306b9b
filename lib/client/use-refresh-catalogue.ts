import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useCallback } from 'react'

/** Begins the keys of questions about what has not been saved yet. */
export const formKey = 'form'

/**
 * After a write: what is on screen is asked for again, what is not is forgotten, pages kept by the router too. All of it:
 * a write changes pages of other things as well, a chart's dashboards, a service's contents, all counts. Only what a form
 * asks (`formKey`) is left: the form that has just been saved would show its own name as taken.
 */
export function useRefreshCatalogue(): () => Promise<void> {
  const client = useQueryClient()
  const router = useRouter()
  return useCallback(async () => {
    router.refresh()
    await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== formKey })
  }, [client, router])
}
