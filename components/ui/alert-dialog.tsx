'use client'

import * as AlertPrimitive from 'radix-ui/alert-dialog'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { scrimClasses } from '@/components/ui/dialog'
import { useFocusReturn } from '@/components/ui/use-focus-return'

interface AlertDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** A question: "Delete deck.gl Demo?" */
  title: ReactNode
  /** What will happen and what stays, in a sentence. */
  description: ReactNode
  /** The verb of the question: "Delete". */
  confirmLabel: string
  cancelLabel?: string | undefined
  onConfirm: () => void
  danger?: boolean | undefined
  pending?: boolean | undefined
  /** Holds the confirming button, for example until a count is typed in. */
  confirmDisabledReason?: string | undefined
  children?: ReactNode
}

/** Asks before something that cannot be undone. It stays open while `pending`; the caller closes it when done. */
export function AlertDialog({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  cancelLabel = 'Cancel',
  onConfirm,
  danger = false,
  pending = false,
  confirmDisabledReason,
  children,
}: AlertDialogProps) {
  const { note, onCloseAutoFocus } = useFocusReturn()
  return (
    <AlertPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <AlertPrimitive.Portal>
        <AlertPrimitive.Overlay className={scrimClasses} />
        <AlertPrimitive.Content
          onOpenAutoFocus={note}
          onCloseAutoFocus={onCloseAutoFocus}
          className={cn(
            'fixed inset-0 z-40 m-auto flex h-fit max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-md flex-col rounded-xl border border-line-strong bg-raised text-fg shadow-float',
            'data-[state=closed]:animate-float-out data-[state=open]:animate-float-in',
          )}
        >
          <div className="min-h-0 overflow-y-auto p-5">
            <AlertPrimitive.Title className="font-semibold text-lg">{title}</AlertPrimitive.Title>
            <AlertPrimitive.Description className="mt-1 text-muted text-sm">{description}</AlertPrimitive.Description>
            {children ? <div className="mt-4">{children}</div> : null}
          </div>
          <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">
            <AlertPrimitive.Cancel asChild>
              <Button>{cancelLabel}</Button>
            </AlertPrimitive.Cancel>
            <Button
              variant={danger ? 'danger' : 'primary'}
              pending={pending}
              disabledReason={confirmDisabledReason}
              onClick={onConfirm}
            >
              {confirmLabel}
            </Button>
          </footer>
        </AlertPrimitive.Content>
      </AlertPrimitive.Portal>
    </AlertPrimitive.Root>
  )
}
