'use client'

import type { ReactNode } from 'react'
import { RequestError } from '@/components/entity/request-error'
import { ApiError } from '@/lib/client/api'

interface JobErrorProps {
  title: string
  error: unknown
  onRetry?: (() => void) | undefined
  retrying?: boolean | undefined
  children?: ReactNode
  actions?: ReactNode
}

/** A call about an import that did not come through: what the server said, or that it did not, and one more try. */
export function JobError({ error, children, ...props }: JobErrorProps) {
  const problem = error instanceof Error ? error : new Error(String(error))
  const known = problem instanceof ApiError ? problem : undefined
  return (
    <RequestError {...props} error={problem}>
      <p>
        {known?.kind === 'unauthorized'
          ? 'You have been signed out. Sign in again in another tab, then go on here: the rows are still here.'
          : `${problem.message}. ${known?.hint ?? ''}`.replace('..', '.').trim()}
      </p>
      {children}
    </RequestError>
  )
}
