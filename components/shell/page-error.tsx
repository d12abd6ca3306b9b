'use client'

import { later } from '@/components/ui/later'

// Every page carries what stands in for it; when even this does not come, the words alone do.
const ErrorState = later(
  () => import('@/components/ui/error-state').then((module) => module.ErrorState),
  <p role="alert">This page could not be shown. What you have saved is safe. Try to load it again.</p>,
)

export interface PageErrorProps {
  error: Error & { digest?: string }
  reset: () => void
}

/**
 * What stands in the main region when a page fails; for the `error.tsx` of a segment. The digest is what the server's
 * log calls the error; the message itself never reaches the browser.
 */
export function PageError({ error, reset }: PageErrorProps) {
  return (
    <div className="max-w-2xl px-page pt-10">
      <h1 className="sr-only">Error</h1>
      <ErrorState title="This page could not be shown" requestId={error.digest} onRetry={reset}>
        Something went wrong on our side. What you have saved is safe.
      </ErrorState>
    </div>
  )
}
