'use client'

import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useEffect, useState } from 'react'
import { later } from '@/components/ui/later'
import { TooltipProvider } from '@/components/ui/tooltip'

// There is nothing to toast before the page works.
const Toaster = later(() => import('@/components/ui/toaster').then((module) => module.Toaster))

/** What the browser's side needs around every page: query cache, URL state, tooltips, toasts. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(
    () =>
      new QueryClient({ defaultOptions: { queries: { staleTime: 15_000, retry: 1 }, mutations: { retry: false } } }),
  )
  // It hears of a network that comes and goes, not of one that went while the page was loading.
  useEffect(() => onlineManager.setOnline(navigator.onLine), [])
  return (
    <QueryClientProvider client={queryClient}>
      <NuqsAdapter>
        <TooltipProvider>
          {children}
          <Toaster />
        </TooltipProvider>
      </NuqsAdapter>
    </QueryClientProvider>
  )
}
