import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useCallback } from 'react'
import { isRecord } from '@/lib/model/rules/is-record'

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
    if (hasMoved()) router.replace(window.location.href, { scroll: false })
    router.refresh()
    await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== formKey })
  }, [client, router])
}

/**
 * Has the address another search than the page was rendered with? Filters and sheets change it without asking the server, and
 * a refresh takes the page for another one then: it is shown from the top, and if the address changes once more before the
 * answer is there, the document is loaded anew and whatever somebody was typing is gone. The router does not say what it
 * rendered but in the history, where it keeps it.
 */
function hasMoved(): boolean {
  const state: unknown = window.history.state
  const kept = isRecord(state) ? state.__PRIVATE_NEXTJS_INTERNALS_TREE : undefined
  return isRecord(kept) && typeof kept.renderedSearch === 'string' && kept.renderedSearch !== window.location.search
}
