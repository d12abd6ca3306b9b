'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { toast } from '@/components/ui/toast'
import { ApiError } from '@/lib/client/api'
import type { Entity } from '@/lib/model/entities/entity'
import { shownName } from '@/lib/model/rules/shown-name'

interface DeletedBannerProps {
  /** "service": names the region "Deleted service". */
  noun: string
  entity: Entity
  onRestore: () => Promise<void>
  /** Why this person may not bring it back. */
  blocked?: string | undefined
}

/** Over the page of something deleted: who and when, and the way back. */
export function DeletedBanner({ noun, entity, onRestore, blocked }: DeletedBannerProps) {
  const [isPending, setIsPending] = useState(false)
  const [problem, setProblem] = useState<string>()
  const restore = async () => {
    setIsPending(true)
    setProblem(undefined)
    try {
      await onRestore()
      toast.success(`${shownName(entity)} restored.`)
    } catch (error) {
      setProblem(error instanceof ApiError ? [error.message, error.hint].filter(Boolean).join('. ') : String(error))
    } finally {
      setIsPending(false)
    }
  }
  return (
    <Notice
      tone="warning"
      role="region"
      label={`Deleted ${noun}`}
      title={`This ${noun} is deleted`}
      className="mx-page mt-4"
      actions={
        <Button variant="primary" pending={isPending} disabledReason={blocked} onClick={() => void restore()}>
          Restore
        </Button>
      }
    >
      Deleted {entity.updatedAt === undefined ? null : <RelativeTime value={entity.updatedAt} />}
      {entity.updatedBy === undefined ? null : ` by ${entity.updatedBy}`}. It can be read, not changed.
      {problem === undefined ? null : (
        <p role="alert" className="mt-1 text-danger">
          {problem}
        </p>
      )}
    </Notice>
  )
}
