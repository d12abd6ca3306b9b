'use client'

import { type FormEvent, useId, useRef, useState } from 'react'
import type { EntityKind } from '@/components/entity/entity-kind'
import type { ShownEntity } from '@/components/entity/entity-query'
import { followingWords } from '@/components/entity/rename-words'
import { RequestError } from '@/components/entity/request-error'
import { readyOf, useOnePlan, useOneRun } from '@/components/entity/use-one-thing-job'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { RenamableCollection } from '@/lib/model/rules/renamable'

interface RenameDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  kind: EntityKind
  collection: RenamableCollection
  entity: ShownEntity
}

/** Asks for another name, says what follows it, and leads to the page under the new one. */
export function RenameDialog({ open, onOpenChange, kind, collection, entity }: RenameDialogProps) {
  const [name, setName] = useState(entity.name)
  const plan = useOnePlan((to: string) => ({ kind: 'rename', collection, id: entity.id, name: to }))
  const run = useOneRun(kind, entity.id, (to: string) => `${entity.name} is called ${to} now.`)
  const form = useId()
  const input = useRef<HTMLInputElement>(null)
  const isSame = name.trim() === '' || name === entity.name
  const planned = plan.data?.wish === name ? plan.data : undefined
  const ready = readyOf(planned)
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
    if (ready !== undefined) run.mutate(ready)
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
              {ready === undefined ? 'See what follows' : 'Rename'}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={submit} className="grid gap-4">
          <Field
            label="Name"
            help="As programs and files call it; the display name stays."
            error={
              planned === undefined || ready !== undefined ? undefined : `${planned.row.message}.`.replace(/\.\.$/, '.')
            }
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
            {ready === undefined ? null : (
              <ul className="grid gap-1.5 text-sm">
                {followingWords(ready.row.follows ?? { below: [], carriers: 0 }).map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            )}
          </div>
          {error === null ? null : <RequestError title="It could not be renamed" error={error} />}
        </form>
      </DialogContent>
    </Dialog>
  )
}
