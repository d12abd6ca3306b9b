'use client'

import { type FormEvent, type ReactElement, useId } from 'react'
import type { EntityKind } from '@/components/entity/entity-kind'
import type { ShownEntity } from '@/components/entity/entity-query'
import { followingWords } from '@/components/entity/rename-words'
import { RequestError } from '@/components/entity/request-error'
import { readyOf, useOnePlan, useOneRun } from '@/components/entity/use-one-thing-job'
import { useReleasedRun } from '@/components/entity/use-released-job'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Field } from '@/components/ui/field'
import type { OneThingRequest } from '@/lib/model/wire/selection'

/** What every such dialog is given. */
export interface OneThing {
  open: boolean
  onOpenChange: (open: boolean) => void
  kind: EntityKind
  entity: ShownEntity
}

interface OneThingDialogProps<Wish> extends OneThing {
  verb: 'Rename' | 'Move' | 'Merge'
  description: string
  wish: Wish
  /** Why there is nothing to ask for yet. */
  missing: string | undefined
  request: (wish: Wish) => OneThingRequest
  /** Whose page it leads to, by id; its own without. */
  target?: (wish: Wish) => string
  /** It takes as long as many things take: nobody waits for its end. */
  letsGo?: boolean
  /** What is told when it is done. */
  told: (wish: Wish) => string
  /** What is said where the plan would change nothing. */
  asItIs: string
  /** Begins anew when the dialog opens or closes. */
  onReset: () => void
  onOpenAutoFocus?: (event: Event) => void
  label: string
  help: string
  /** The control that the wish is given with; `changed` has to follow each change. */
  control: (changed: () => void) => ReactElement
}

const done = { Rename: 'renamed', Move: 'moved', Merge: 'merged' } as const

/** Asks for another name or place of one thing, or for what takes its place, says what follows, and leads to it when it is done. */
export function OneThingDialog<Wish>({ kind, entity, verb, wish, missing, ...given }: OneThingDialogProps<Wish>) {
  const plan = useOnePlan(given.request)
  const target = given.target ?? (() => entity.id)
  const waiting = useOneRun(kind, target, given.told)
  const released = useReleasedRun(entity.name, target, given.told)
  const run = given.letsGo === true ? released : waiting
  const form = useId()
  const planned = plan.data?.wish === wish ? plan.data : undefined
  const ready = readyOf(planned)
  const isPending = plan.isPending || run.isPending
  const reset = () => {
    plan.drop()
    run.reset()
  }
  const change = (isOpen: boolean) => {
    if (isPending) return
    reset()
    given.onReset()
    given.onOpenChange(isOpen)
  }
  const close = () => {
    plan.reset()
    given.onReset()
    given.onOpenChange(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (missing !== undefined || isPending) return
    // What has begun is not given up with the plan.
    if (ready !== undefined && given.letsGo === true) released.mutate(ready, { onSuccess: close })
    else if (ready !== undefined) waiting.mutate(ready)
    else plan.mutate(wish)
  }
  const error = run.error ?? plan.error
  const refusal = planned?.row.message ?? given.asItIs
  return (
    <Dialog open={given.open} onOpenChange={change}>
      <DialogContent
        size="sm"
        {...(given.onOpenAutoFocus !== undefined && { onOpenAutoFocus: given.onOpenAutoFocus })}
        title={<span className="[overflow-wrap:anywhere]">{`${verb} ${entity.name}`}</span>}
        description={given.description}
        footer={
          <DialogActions form={form} pending={isPending} disabledReason={missing}>
            {ready === undefined ? 'See what follows' : verb}
          </DialogActions>
        }
      >
        <form id={form} onSubmit={submit} className="grid gap-4">
          <Field
            label={given.label}
            help={given.help}
            error={planned === undefined || ready !== undefined ? undefined : `${refusal}.`.replace(/\.\.$/, '.')}
          >
            {given.control(reset)}
          </Field>
          <div role="status">
            {ready === undefined ? null : (
              <ul className="grid gap-1.5 text-sm">
                {followingWords(ready, entity.name).map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            )}
          </div>
          {error === null ? null : <RequestError title={`It could not be ${done[verb]}`} error={error} />}
        </form>
      </DialogContent>
    </Dialog>
  )
}
