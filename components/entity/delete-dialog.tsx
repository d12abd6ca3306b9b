'use client'

import { type ReactNode, useState } from 'react'
import { TypedCount, untyped } from '@/components/entity/typed-count'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { CheckboxField } from '@/components/ui/checkbox'
import { ApiError } from '@/lib/client/api'

interface DeleteDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  name: string
  /** What goes with it and what stays. */
  children: ReactNode
  /** How many entries go for good when it is deleted permanently; typed in before that. */
  count: number
  /** It is deleted already: the only thing left is to remove it for good. */
  onlyForGood?: boolean | undefined
  /** Deletes, then leads away. What it throws is shown here. */
  onDelete: (options: { hardDelete: boolean }) => Promise<void>
}

/** Asks before one thing is deleted: what goes with it, and whether for good. */
export function DeleteDialog({
  open,
  onOpenChange,
  name,
  children,
  count,
  onlyForGood = false,
  onDelete,
}: DeleteDialogProps) {
  const [isForGood, setIsForGood] = useState(onlyForGood)
  const [typed, setTyped] = useState('')
  const [isPending, setIsPending] = useState(false)
  const [problem, setProblem] = useState<string>()
  const change = (isOpen: boolean) => {
    if (isPending) return
    setIsForGood(onlyForGood)
    setTyped('')
    setProblem(undefined)
    onOpenChange(isOpen)
  }
  const remove = async () => {
    setIsPending(true)
    setProblem(undefined)
    try {
      await onDelete({ hardDelete: isForGood })
    } catch (error) {
      setProblem(error instanceof ApiError ? [error.message, error.hint].filter(Boolean).join('. ') : String(error))
      setIsPending(false)
    }
  }
  return (
    <AlertDialog
      open={open}
      onOpenChange={change}
      title={`Delete ${name}?`}
      description={
        isForGood
          ? 'Removed for good, with all versions. It cannot be brought back.'
          : 'It leaves lists and search, and can be restored with everything that went with it.'
      }
      confirmLabel={isForGood ? 'Delete permanently' : 'Delete'}
      danger
      pending={isPending}
      confirmDisabledReason={isForGood ? untyped(typed, count) : undefined}
      onConfirm={() => void remove()}
    >
      <div className="grid gap-4 text-sm">
        {children}
        {onlyForGood ? null : (
          <CheckboxField
            label="Delete permanently"
            help="Only for what should never have been here."
            checked={isForGood}
            onChange={(event) => setIsForGood(event.target.checked)}
          />
        )}
        {isForGood ? <TypedCount count={count} typed={typed} onType={setTyped} /> : null}
        {problem === undefined ? null : (
          <p role="alert" className="text-danger [overflow-wrap:anywhere]">
            {problem}
          </p>
        )}
      </div>
    </AlertDialog>
  )
}
