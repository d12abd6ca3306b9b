'use client'

import { CircleAlert, CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { NameCheck } from '@/components/entity/use-name-check'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'

interface NameStatusProps {
  check: NameCheck
  /** Page of the entity that bears the name. */
  href: string
  /** Saving brings a deleted one of that name back. */
  restores: boolean
  /** Stands there while nothing is known. */
  children: ReactNode
}

/** Under the name: free, or who has it. */
export function NameStatus({ check, href, restores, children }: NameStatusProps) {
  const isTaken = check.state === 'exists' || check.state === 'deleted'
  const Icon = isTaken ? CircleAlert : CircleCheck
  return (
    <span role="status" className={cn('block min-h-4', isTaken ? 'text-warning' : 'text-muted')}>
      {check.state === 'idle' ? <span className="text-faint">{children}</span> : null}
      {check.state === 'checking' ? 'Checking the name…' : null}
      {check.state === 'unknown' ? 'Whether the name is free cannot be said.' : null}
      {check.state === 'free' || isTaken ? (
        <span className="inline-flex items-center gap-1.5">
          <Icon aria-hidden strokeWidth={1.75} className={cn('size-3.5 shrink-0', !isTaken && 'text-ok')} />
          {isTaken ? (
            <span>
              {check.state} —{' '}
              {check.state === 'deleted' && restores ? (
                'will be restored'
              ) : (
                <Link href={href} className="text-accent-text underline underline-offset-2">
                  {check.state === 'deleted' ? 'open it to restore it' : 'open it'}
                </Link>
              )}
            </span>
          ) : (
            'free'
          )}
        </span>
      ) : null}
    </span>
  )
}
