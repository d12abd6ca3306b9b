'use client'

import { notifyManager, onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useEffect, useState } from 'react'
import { ServerDates } from '@/components/ui/server-dates'
import { Toaster } from '@/components/ui/toaster'
import { Tooltips } from '@/components/ui/tooltips'

// A box that is ticked shows the answer of the cache. A task later, as is usual, it would be drawn unticked once more.
notifyManager.setScheduler(queueMicrotask)

/** What the browser's side needs around every page: query cache, URL state, tooltips, toasts. */
export function Providers({ dates, children }: { dates: string; children: ReactNode }) {
  const [queryClient] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { staleTime: 15_000, retry: 1 },
          // Without a network, whoever writes is told at once: what waits for it would be sent when nobody looks any more.
          mutations: { retry: false, networkMode: 'always' },
        },
      }),
  )
  // It hears of a network that comes and goes, not of one that went while the page was loading.
  useEffect(() => onlineManager.setOnline(navigator.onLine), [])
  return (
    <QueryClientProvider client={queryClient}>
      <NuqsAdapter>
        <ServerDates value={dates}>{children}</ServerDates>
        <Toaster />
        <Tooltips />
      </NuqsAdapter>
    </QueryClientProvider>
  )
}
