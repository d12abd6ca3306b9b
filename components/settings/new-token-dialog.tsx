'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { RequestError } from '@/components/entity/request-error'
import { tellFailure } from '@/components/entity/tell-failure'
import { TokenExpiry, TokenOnce, usualExpiry } from '@/components/settings/token-once'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { createToken, revokeToken, tokensQuery } from '@/lib/client/account'
import { textMax } from '@/lib/model/rules/text-max'
import type { PersonalToken } from '@/lib/model/wire/account'

interface NewTokenDialogProps {
  open: boolean
  /** Whose place the new one takes, by its name; it is revoked once that is there. */
  replaced?: PersonalToken | undefined
  onClose: () => void
}

/** Asks what a new token is for and shows it, once. */
export function NewTokenDialog({ open, replaced, onClose }: NewTokenDialogProps) {
  const formId = useId()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [expiry, setExpiry] = useState<string>(usualExpiry)
  const [nameProblem, setNameProblem] = useState<string>()
  const create = useMutation({
    mutationFn: async () => {
      const made = await createToken(replaced?.tokenName ?? name.trim(), expiry)
      // The new one is shown in any case: nobody can have it again.
      if (replaced !== undefined)
        await revokeToken(replaced.token).catch((error) => tellFailure('The former token could not be revoked', error))
      return made
    },
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  })
  const secret = create.data?.jwtToken
  const close = () => {
    if (create.isPending) return
    create.reset()
    setName('')
    setExpiry(usualExpiry)
    setNameProblem(undefined)
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isMissing = replaced === undefined && name.trim() === ''
    setNameProblem(isMissing ? 'Enter a name by which you will know it again.' : undefined)
    if (!isMissing && !create.isPending) create.mutate()
  }
  return (
    <Dialog open={open} onOpenChange={(isOpen) => !isOpen && close()}>
      {secret === undefined ? (
        <DialogContent
          title={
            replaced === undefined ? (
              'New token'
            ) : (
              <span className="[overflow-wrap:anywhere]">{`Replace ${replaced.tokenName}`}</span>
            )
          }
          description={
            replaced === undefined
              ? 'For one program, so that you can revoke it alone.'
              : 'You get a new token of this name. The one that programs use now is refused from then on.'
          }
          size="sm"
          footer={
            <>
              <Button onClick={close}>Cancel</Button>
              <Button type="submit" form={formId} variant="primary" pending={create.isPending}>
                {replaced === undefined ? 'Create token' : 'Replace token'}
              </Button>
            </>
          }
        >
          <form id={formId} aria-label="New token" noValidate onSubmit={submit} className="grid gap-4">
            {create.error === null ? null : <RequestError title="It could not be created" error={create.error} />}
            {replaced === undefined ? (
              <Field label="Name" required error={nameProblem} help="Such as the program and where it runs.">
                <Input
                  value={name}
                  autoFocus
                  maxLength={textMax.name}
                  dir="auto"
                  autoComplete="off"
                  onChange={(event) => setName(event.target.value)}
                />
              </Field>
            ) : null}
            <TokenExpiry label="Ends" value={expiry} onChange={setExpiry} />
          </form>
        </DialogContent>
      ) : (
        <DialogContent
          title={<span className="[overflow-wrap:anywhere]">{create.data?.tokenName}</span>}
          footer={
            <Button variant="primary" onClick={close}>
              Done
            </Button>
          }
        >
          <TokenOnce token={secret} whom="you" />
        </DialogContent>
      )}
    </Dialog>
  )
}
