'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { type ReferenceOption, useOwnerOptions } from '@/components/entity/reference-options'
import { RequestError } from '@/components/entity/request-error'
import { useOwned } from '@/components/settings/owned'
import type { UserRow } from '@/components/settings/users-url'
import { leavePage } from '@/components/shell/leave-guard'
import { Button } from '@/components/ui/button'
import { Combobox } from '@/components/ui/combobox'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { jobHref, jobMutations } from '@/lib/client/jobs'
import { sentenceList } from '@/lib/model/fields/field'
import { shownName } from '@/lib/model/rules/shown-name'

/** Gives what somebody owns to somebody else: one job, looked at before anything is written. */
export function ReassignDialog({ user, onClose }: { user: UserRow; onClose: () => void }) {
  const formId = useId()
  const router = useRouter()
  const fqn = user.fullyQualifiedName ?? user.name
  const owned = useOwned(fqn)
  const loadOwners = useOwnerOptions()
  const [to, setTo] = useState<ReferenceOption | null>(null)
  const [problem, setProblem] = useState<string>()
  const plan = useMutation({
    mutationFn: ({ reference: { id, type } }: ReferenceOption) =>
      jobMutations.create({
        kind: 'reassign',
        from: { id: user.id, type: 'user' },
        to: { id, type: type === 'team' ? 'team' : 'user' },
      }),
    onSuccess: ({ id }) => leavePage(() => router.push(jobHref(id))),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isSame = to?.value === user.id
    setProblem(to === null ? 'Choose a person or a team.' : isSame ? 'They own it already.' : undefined)
    if (to !== null && !isSame && !plan.isPending) plan.mutate(to)
  }
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && !plan.isPending && onClose()}>
      <DialogContent
        title={`Give what ${shownName(user)} owns to others`}
        description="What changes in each of them is shown before anything is written, and can be undone."
        size="sm"
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              form={formId}
              variant="primary"
              pending={plan.isPending || plan.isSuccess}
              disabledReason={
                owned === undefined ? 'It is being counted.' : owned.length === 0 ? 'They own nothing here.' : undefined
              }
            >
              Preview changes
            </Button>
          </>
        }
      >
        <form id={formId} aria-label="New owner" noValidate onSubmit={submit} className="grid gap-4">
          {plan.error === null ? null : <RequestError title="It could not be planned" error={plan.error} />}
          <p className="text-sm">
            {owned === undefined ? (
              'What they own is being counted.'
            ) : owned.length === 0 ? (
              'They own nothing here.'
            ) : (
              <>
                They own <strong className="font-semibold">{sentenceList(owned)}</strong>. All of it is one job.
              </>
            )}
          </p>
          <Field label="New owner" required error={problem} help="Other owners stay.">
            <Combobox<ReferenceOption>
              value={to}
              onValueChange={setTo}
              loadOptions={loadOwners}
              emptyText="Nobody of that name"
            />
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  )
}
