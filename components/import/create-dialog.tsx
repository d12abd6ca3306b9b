'use client'

import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { JobError } from '@/components/import/job-error'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'

interface CreateDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** What is made: "tag". */
  noun: string
  /** What it is called; left out where several are made at once. */
  name?: string
  /** Of several at once: what the buttons say instead. */
  action?: string
  description: string
  /** Why it may not be created by whoever asks. */
  blocked: string | undefined
  /** What is not said yet. */
  missing?: string | undefined
  /** Of several at once: what became of them where one of them failed. */
  failure?: string
  creation: { readonly isPending: boolean; readonly error: Error | null; readonly mutate: () => void }
  children: ReactNode
}

/** What a dialog that makes one thing has to know: once that is made, it closes, and the rows are asked for again. */
export function useCreation<Made>(make: () => Promise<Made>, onCreated: (made: Made) => Promise<void>) {
  const [isOpen, onOpenChange] = useState(false)
  const refresh = useRefreshCatalogue()
  const creation = useMutation({
    mutationFn: make,
    onSuccess: async (made) => {
      onOpenChange(false)
      await Promise.all([onCreated(made), refresh()])
    },
  })
  return { isOpen, onOpenChange, creation }
}

/** Makes something that rows refer to, at once, before the rows. */
export function CreateDialog({ isOpen, onOpenChange, noun, blocked, missing, creation, ...shown }: CreateDialogProps) {
  const { name, action = `Create ${noun}` } = shown
  if (blocked !== undefined) {
    return (
      <Button size="sm" disabledReason={blocked}>
        {action}
      </Button>
    )
  }
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogTrigger asChild>
        <Button size="sm">{action}</Button>
      </DialogTrigger>
      <DialogContent
        size="sm"
        title={name === undefined ? `Create ${noun}` : `Create ${noun} ${name}`}
        description={shown.description}
        footer={
          <DialogActions pending={creation.isPending} disabledReason={missing} onClick={() => creation.mutate()}>
            {action}
          </DialogActions>
        }
      >
        <div className="grid gap-4">
          {creation.error === null ? null : (
            <JobError title={shown.failure ?? `The ${noun} could not be created`} error={creation.error} />
          )}
          {shown.children}
        </div>
      </DialogContent>
    </Dialog>
  )
}
