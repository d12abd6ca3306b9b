'use client'

import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { JobError } from '@/components/import/job-error'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'

interface CreateDialogProps<Made> {
  noun: 'service' | 'tag'
  /** What it is called. */
  name: string
  description: string
  /** Why it may not be created by whoever asks. */
  blocked: string | undefined
  /** What is not said yet. */
  missing?: string | undefined
  create: () => Promise<Made>
  /** Asks for the rows again that refer to it. */
  onCreated: (made: Made) => Promise<void>
  children: ReactNode
}

/** Makes something that rows refer to, at once, before the rows. */
export function CreateDialog<Made>({ noun, blocked, missing, create, onCreated, ...shown }: CreateDialogProps<Made>) {
  const [isOpen, setIsOpen] = useState(false)
  const refresh = useRefreshCatalogue()
  const creation = useMutation({
    mutationFn: create,
    onSuccess: async (made) => {
      setIsOpen(false)
      await Promise.all([onCreated(made), refresh()])
    },
  })
  const action = `Create ${noun}`
  if (blocked !== undefined) {
    return (
      <Button size="sm" disabledReason={blocked}>
        {action}
      </Button>
    )
  }
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button size="sm">{action}</Button>
      </DialogTrigger>
      <DialogContent
        size="sm"
        title={`${action} ${shown.name}`}
        description={shown.description}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button
              variant="primary"
              pending={creation.isPending}
              disabledReason={missing}
              onClick={() => creation.mutate()}
            >
              {action}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {creation.error === null ? null : (
            <JobError title={`The ${noun} could not be created`} error={creation.error} />
          )}
          {shown.children}
        </div>
      </DialogContent>
    </Dialog>
  )
}
