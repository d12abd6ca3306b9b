'use client'

import type { ReactNode } from 'react'
import { problemWords } from '@/components/entity/problem-words'
import { ErrorState } from '@/components/ui/error-state'
import { ApiError } from '@/lib/client/api'

interface RequestErrorProps {
  title: string
  error: Error
  onRetry?: (() => void) | undefined
  retrying?: boolean | undefined
  actions?: ReactNode
  /** Instead of what the server said. */
  children?: ReactNode
}

/** A call that did not come through: what was wrong and what helps, the request id, and one more try. */
export function RequestError({ error, children, ...props }: RequestErrorProps) {
  return (
    <ErrorState {...props} requestId={error instanceof ApiError ? error.requestId : undefined}>
      {children ?? problemWords(error)}
    </ErrorState>
  )
}
