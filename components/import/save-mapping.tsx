'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { JobError } from '@/components/import/job-error'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { keepMapping, mappingsQuery } from '@/lib/client/kept-mappings'
import { textMax } from '@/lib/model/rules/text-max'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'

/** Keeps what the columns mean under a name: the next file with the same columns is mapped by it. */
export function SaveMapping({ fileName, mapping }: { fileName: string; mapping: () => ImportMapping }) {
  const client = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const [name, setName] = useState(() => fileName.replace(/\.[^.]*$/, '').slice(0, textMax.name))
  const keep = useMutation({
    mutationFn: () => keepMapping(name.trim(), mapping()),
    onSuccess: async ({ name: kept }) => {
      await client.invalidateQueries({ queryKey: mappingsQuery.queryKey })
      setIsOpen(false)
      toast.success(`Saved as “${kept}”`)
    },
  })
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button>Save mapping…</Button>
      </DialogTrigger>
      <DialogContent
        size="sm"
        title="Save mapping"
        description="The next file with just these columns is mapped by it, whoever imports it."
        footer={
          <DialogActions
            form="save-mapping"
            pending={keep.isPending}
            disabledReason={name.trim() === '' ? 'Give it a name first.' : undefined}
          >
            Save
          </DialogActions>
        }
      >
        <form
          id="save-mapping"
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() !== '') keep.mutate()
          }}
        >
          {keep.error === null ? null : <JobError title="It could not be saved" error={keep.error} />}
          <Field label="Name of the mapping">
            <Input value={name} maxLength={textMax.name} onChange={(event) => setName(event.target.value)} />
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  )
}
