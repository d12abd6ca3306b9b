'use client'

import { type FormEvent, useId, useMemo, useState } from 'react'
import type { EntityKind } from '@/components/entity/entity-kind'
import type { ShownEntity } from '@/components/entity/entity-query'
import { type ReferenceOption, useReferenceOptions } from '@/components/entity/reference-options'
import { followingWords } from '@/components/entity/rename-words'
import { RequestError } from '@/components/entity/request-error'
import { readyOf, useOnePlan, useOneRun } from '@/components/entity/use-one-thing-job'
import { Button } from '@/components/ui/button'
import { Combobox } from '@/components/ui/combobox'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { definitionOf } from '@/lib/model/entities/registry'
import { type MovableCollection, movableTypes } from '@/lib/model/rules/renamable'

interface MoveDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  kind: EntityKind
  collection: MovableCollection
  entity: ShownEntity
}

/** Asks where something is to stand, says what goes along, and leads to it there. */
export function MoveDialog({ open, onOpenChange, kind, collection, entity }: MoveDialogProps) {
  const type = movableTypes[collection]
  const container = definitionOf(type)?.container
  const types = useMemo(() => [...new Set([container?.type ?? type, type])], [container, type])
  const loadOptions = useReferenceOptions(types)
  // Without a place it is at the top; of what is always in something, that has to be said.
  const mayBeAtTop = container?.optional === true
  const [place, setPlace] = useState<ReferenceOption | null>(null)
  const plan = useOnePlan((to: ReferenceOption | null) => ({
    kind: 'move',
    collection,
    id: entity.id,
    to: to?.value ?? null,
  }))
  const run = useOneRun(
    kind,
    entity.id,
    (to: ReferenceOption | null) => `${entity.name} is ${to === null ? 'at the top' : `in ${to.label}`} now.`,
  )
  const form = useId()
  const planned = plan.data?.wish === place ? plan.data : undefined
  const ready = readyOf(planned)
  const isPending = plan.isPending || run.isPending
  const isOpenQuestion = place === null && !mayBeAtTop
  const reset = () => {
    plan.drop()
    run.reset()
  }
  const change = (isOpen: boolean) => {
    if (isPending) return
    reset()
    setPlace(null)
    onOpenChange(isOpen)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isOpenQuestion || isPending) return
    if (ready !== undefined) run.mutate(ready)
    else plan.mutate(place)
  }
  const error = run.error ?? plan.error
  const refusal = planned?.row.message ?? 'It is there already'
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent
        size="sm"
        title={<span className="[overflow-wrap:anywhere]">{`Move ${entity.name}`}</span>}
        description="What is below it goes along, and what it is given to keeps it. Its old address leads here. Programs and files that name it need the new full name."
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
              disabledReason={isOpenQuestion ? 'Choose a place.' : undefined}
            >
              {ready === undefined ? 'See what follows' : 'Move'}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={submit} className="grid gap-4">
          <Field
            label="Place"
            help={mayBeAtTop ? `The ${kind.one} above it; empty for the top.` : 'What it is to be in, or below.'}
            error={planned === undefined || ready !== undefined ? undefined : `${refusal}.`.replace(/\.\.$/, '.')}
          >
            <Combobox<ReferenceOption>
              value={place}
              onValueChange={(option) => {
                setPlace(option)
                reset()
              }}
              loadOptions={loadOptions}
              placeholder={mayBeAtTop ? 'At the top' : 'Find it by name'}
              emptyText="Nothing of that name"
              clearable
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
          {error === null ? null : <RequestError title="It could not be moved" error={error} />}
        </form>
      </DialogContent>
    </Dialog>
  )
}
