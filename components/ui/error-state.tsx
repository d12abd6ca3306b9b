'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { RequestId } from '@/components/ui/request-id'

interface ErrorStateProps {
  /** A plain sentence about what did not work: "The dashboards could not be loaded." */
  title: string
  children?: ReactNode
  /** Lets whoever runs the server find the request in its log. */
  requestId?: string | undefined
  onRetry?: (() => void) | undefined
  retrying?: boolean | undefined
  actions?: ReactNode
  className?: string | undefined
}

/** Something failed: what, why as far as known, the request id to pass on, and one more try. */
export function ErrorState({ title, children, requestId, onRetry, retrying, actions, className }: ErrorStateProps) {
  return (
    <Notice
      tone="danger"
      role="alert"
      title={title}
      className={className}
      actions={
        onRetry || actions ? (
          <>
            {onRetry ? (
              <Button pending={retrying} onClick={onRetry}>
                Try again
              </Button>
            ) : null}
            {actions}
          </>
        ) : undefined
      }
    >
      {children}
      <RequestId id={requestId} />
    </Notice>
  )
}
