'use client'

import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { RequestError } from '@/components/entity/request-error'
import { TypedCount, untyped } from '@/components/entity/typed-count'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { CheckboxField } from '@/components/ui/checkbox'

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
  /** Why this person may not delete it for good. */
  forGoodBlocked?: string | undefined
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
  forGoodBlocked,
  onDelete,
}: DeleteDialogProps) {
  const [isForGood, setIsForGood] = useState(onlyForGood)
  const [typed, setTyped] = useState('')
  const remove = useMutation({ mutationFn: () => onDelete({ hardDelete: isForGood }) })
  const change = (isOpen: boolean) => {
    if (remove.isPending) return
    setIsForGood(onlyForGood)
    setTyped('')
    remove.reset()
    onOpenChange(isOpen)
  }
  return (
    <AlertDialog
      open={open}
      onOpenChange={change}
      title={<span className="[overflow-wrap:anywhere]">{`Delete ${name}${onlyForGood ? ' permanently' : ''}?`}</span>}
      description={
        isForGood
          ? 'Removed for good, with all versions. It cannot be brought back.'
          : 'It leaves lists and search, and can be restored with everything that went with it.'
      }
      confirmLabel={isForGood ? 'Delete permanently' : 'Delete'}
      danger
      pending={remove.isPending}
      confirmDisabledReason={isForGood ? untyped(typed, count) : undefined}
      onConfirm={() => remove.mutate()}
    >
      <div className="grid gap-4 text-sm">
        {children}
        {onlyForGood ? null : (
          <CheckboxField
            label="Delete permanently"
            help={forGoodBlocked ?? 'Only for what should never have been here.'}
            checked={isForGood}
            disabled={forGoodBlocked !== undefined}
            onChange={(event) => setIsForGood(event.target.checked)}
          />
        )}
        {isForGood ? <TypedCount count={count} typed={typed} onType={setTyped} /> : null}
        {remove.error === null ? null : <RequestError title="It could not be deleted" error={remove.error} />}
      </div>
    </AlertDialog>
  )
}
