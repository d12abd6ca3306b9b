'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Notice } from '@/components/ui/notice'

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
      {requestId === undefined ? null : (
        <p className="mt-1 flex min-w-0 flex-wrap items-center gap-1 text-muted">
          Request <code className="min-w-0 break-all font-mono text-xs">{requestId}</code>
          <CopyButton text={requestId} label="Copy request id" />
        </p>
      )}
    </Notice>
  )
}
