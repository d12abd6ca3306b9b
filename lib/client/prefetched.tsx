import { dehydrate, HydrationBoundary, type InferDataFromTag, QueryClient, type QueryKey } from '@tanstack/react-query'
import type { ReactNode } from 'react'

/** An answer the server already has, under the key by which the browser would ask for it. */
export interface PrefetchedQuery {
  readonly queryKey: QueryKey
  readonly data: unknown
}

/** Hands answers from a server component to the browser's query cache, so that nothing is asked twice. */
export function Prefetched({ queries, children }: { queries: readonly PrefetchedQuery[]; children: ReactNode }) {
  const client = new QueryClient()
  for (const { queryKey, data } of queries) client.setQueryData(queryKey, data)
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>
}

/** One answer, checked against what the query gives. */
export const prefetched = <Key extends QueryKey>(
  { queryKey }: { readonly queryKey: Key },
  data: NoInfer<InferDataFromTag<unknown, Key>>,
): PrefetchedQuery => ({ queryKey, data })
