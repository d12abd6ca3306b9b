'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { JobError } from '@/components/import/job-error'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { cronLine } from '@/lib/client/cron-line'
import { keepMapping, mappingsQuery } from '@/lib/client/kept-mappings'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'
import type { JobView } from '@/lib/model/wire/job'

interface SaveRecurringProps {
  job: JobView
  mapping: ImportMapping
}

/** Keeps the mapping under a name, and says how a program imports the next file by it. */
export function SaveRecurring({ job, mapping }: SaveRecurringProps) {
  const client = useQueryClient()
  const [name, setName] = useState(() => job.title.replace(/\.[^.]*$/, ''))
  const keep = useMutation({
    mutationFn: () => keepMapping(name.trim(), mapping),
    onSuccess: () => client.invalidateQueries({ queryKey: mappingsQuery.queryKey }),
  })
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button>Save as recurring</Button>
      </DialogTrigger>
      <DialogContent
        title="Import such a file again and again"
        description="The mapping with its policies and answers is kept under a name: for the import screen, and for programs."
        footer={
          <>
            <DialogClose asChild>
              <Button>Close</Button>
            </DialogClose>
            <Button
              variant="primary"
              pending={keep.isPending}
              disabledReason={name.trim() === '' ? 'Give it a name first.' : undefined}
              onClick={() => keep.mutate()}
            >
              Save mapping
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {keep.error === null ? null : <JobError title="It could not be saved" error={keep.error} />}
          <Field label="Name of the mapping" required>
            <Input value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          {keep.data === undefined ? null : (
            <div className="grid gap-1.5">
              <p role="status" className="text-sm">
                {`Saved as “${keep.data.name}”. A line of a crontab that imports the file every night, with a personal token in TOKEN:`}
              </p>
              <CodeBlock label="Line of a crontab" code={cronLine(job, keep.data.name, window.location.origin)} wrap />
            </div>
          )}
        </div>
      </DialogContent>
    </Dialog>
  )
}
