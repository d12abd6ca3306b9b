'use client'

import type { ReactNode } from 'react'
import { ErrorState } from '@/components/ui/error-state'
import { ApiError } from '@/lib/client/api'

interface RequestErrorProps {
  title: string
  error: unknown
  onRetry?: (() => void) | undefined
  children?: ReactNode
  actions?: ReactNode
}

/** A call that did not come through: what the server said, or that it did not, and one more try. */
export function RequestError({ title, error, onRetry, children, actions }: RequestErrorProps) {
  const known = error instanceof ApiError ? error : undefined
  const message = error instanceof Error ? error.message : String(error)
  return (
    <ErrorState title={title} requestId={known?.requestId} onRetry={onRetry} actions={actions}>
      <p>
        {known?.kind === 'unauthorized'
          ? 'You have been signed out. Sign in again in another tab, then go on here: the rows are still here.'
          : `${message}. ${known?.hint ?? ''}`.replace('..', '.').trim()}
      </p>
      {children}
    </ErrorState>
  )
}
