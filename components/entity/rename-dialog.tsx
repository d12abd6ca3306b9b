'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useRef, useState } from 'react'
import type { EntityKind } from '@/components/entity/entity-kind'
import type { ShownEntity } from '@/components/entity/entity-query'
import { followingWords } from '@/components/entity/rename-words'
import { RequestError } from '@/components/entity/request-error'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { jobMutations, jobQueries, settledJob } from '@/lib/client/jobs'
import { permalink } from '@/lib/client/links'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import type { RenamableCollection } from '@/lib/model/rules/renamable'
import type { JobRowView } from '@/lib/model/wire/job'

interface RenameDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  kind: EntityKind
  collection: RenamableCollection
  entity: ShownEntity
}

/** What a renaming would come to: the job that has found out, and its one row. */
interface Plan {
  readonly id: string
  readonly name: string
  readonly row: JobRowView
}

/** Asks for another name, says what follows it, and leads to the page under the new one. */
export function RenameDialog({ open, onOpenChange, kind, collection, entity }: RenameDialogProps) {
  const [name, setName] = useState(entity.name)
  const plan = usePlan(collection, entity.id)
  const run = useRenaming(kind, entity)
  const form = useId()
  const input = useRef<HTMLInputElement>(null)
  const isSame = name.trim() === '' || name === entity.name
  const planned = plan.data?.name === name ? plan.data : undefined
  const isReady = planned?.row.outcome === 'update'
  const isPending = plan.isPending || run.isPending
  const reset = () => {
    plan.drop()
    run.reset()
  }
  const change = (isOpen: boolean) => {
    if (isPending) return
    reset()
    setName(entity.name)
    onOpenChange(isOpen)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isSame || isPending) return
    if (isReady) run.mutate(planned)
    else plan.mutate(name)
  }
  const error = run.error ?? plan.error
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent
        size="sm"
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          input.current?.select()
        }}
        title={<span className="[overflow-wrap:anywhere]">{`Rename ${entity.name}`}</span>}
        description="What it is given to, and what is in it, stays. Its old address leads here. Programs and files that name it need the new name."
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button
              type="submit"
              form={form}
              variant="primary"
              pending={isPending}
              disabledReason={isSame ? 'Type another name.' : undefined}
            >
              {isReady ? 'Rename' : 'See what follows'}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={submit} className="grid gap-4">
          <Field
            label="Name"
            help="As programs and files call it; the display name stays."
            error={planned === undefined || isReady ? undefined : `${planned.row.message}.`.replace(/\.\.$/, '.')}
          >
            <Input
              ref={input}
              value={name}
              autoComplete="off"
              spellCheck={false}
              maxLength={256}
              onChange={(event) => {
                setName(event.target.value)
                reset()
              }}
            />
          </Field>
          <div role="status">
            {isReady ? (
              <ul className="grid gap-1.5 text-sm">
                {followingWords(planned.row.follows ?? { below: [], carriers: 0 }).map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            ) : null}
          </div>
          {error === null ? null : <RequestError title="It could not be renamed" error={error} />}
        </form>
      </DialogContent>
    </Dialog>
  )
}

/** Has the server find out; a plan that is not carried out is given up. */
function usePlan(collection: RenamableCollection, id: string) {
  const client = useQueryClient()
  const mutation = useMutation({
    mutationFn: async (name: string): Promise<Plan> => {
      const job = await settledJob(await jobMutations.create({ kind: 'rename', collection, id, name }))
      if (job.problem !== undefined) throw new Error(job.problem)
      const { data } = await client.fetchQuery(jobQueries.rows(job.id, {}, 0))
      const [row] = data
      if (row === undefined) throw new Error('The server has lost the plan: try it again')
      if (row.outcome !== 'update') await jobMutations.cancel(job.id)
      return { id: job.id, name, row }
    },
  })
  const { data, reset } = mutation
  return {
    ...mutation,
    drop: () => {
      if (data?.row.outcome === 'update') void jobMutations.cancel(data.id).catch(() => {})
      reset()
    },
  }
}

function useRenaming({ one }: EntityKind, entity: ShownEntity) {
  const router = useRouter()
  const refresh = useRefreshCatalogue()
  return useMutation({
    mutationFn: async ({ id, name }: Plan) => {
      const { counts, problem } = await settledJob(await jobMutations.run(id, {}))
      if ((counts.updated ?? 0) === 0)
        throw new Error(problem ?? `This ${one} has changed meanwhile: close this, and look at it again`)
      return name
    },
    onSuccess: async (name) => {
      router.push(permalink(entity.id))
      toast.success(`${entity.name} is called ${name} now.`)
      await refresh()
    },
  })
}
