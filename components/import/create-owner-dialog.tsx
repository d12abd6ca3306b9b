'use client'

import { useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import { CreateDialog, useCreation } from '@/components/import/create-dialog'
import { type PersonGuess, personIn } from '@/components/import/missing-names'
import { useActor } from '@/components/shell/actor-context'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { entityMutations } from '@/lib/client/mutations'
import { teams, users } from '@/lib/model/entities/person'

interface CreateOwnerDialogProps {
  type: 'user' | 'team'
  /** As the rows name it. */
  name: string
  /** With what it is called now. */
  onCreated: (name: string) => Promise<void>
}

/** Makes the account or the team that rows name as owner, then asks for these rows again. */
export function CreateOwnerDialog({ type, name: said, onCreated }: CreateOwnerDialogProps) {
  const [given, setGiven] = useState<PersonGuess>(() =>
    type === 'user' ? personIn(said) : { name: said, displayName: '', email: '' },
  )
  const actor = useActor()
  const name = given.name.trim()
  const email = given.email.trim()
  const called = { name, ...(given.displayName.trim() !== '' && { displayName: given.displayName.trim() }) }
  const dialog = useCreation(
    async () =>
      type === 'user'
        ? (await entityMutations(users).create({ ...called, email })).name
        : (await entityMutations(teams).create({ ...called, teamType: 'Group' })).name,
    onCreated,
  )
  const set = (change: Partial<PersonGuess>) => setGiven({ ...given, ...change })
  return (
    <CreateDialog
      {...dialog}
      noun={type}
      name={said}
      description={
        type === 'user'
          ? 'The account is created at once, before the rows. Nobody is told: a link to sign in is made in Settings, Users.'
          : 'It is created at once, before the rows. Its members are chosen on its page.'
      }
      blocked={blockedReason(actor, 'Create', type === 'user' ? users : teams)}
      missing={
        name === ''
          ? 'Say what it is called.'
          : type === 'user' && email === ''
            ? 'An account needs an e-mail address.'
            : undefined
      }
    >
      {type === 'user' ? (
        <Field label="E-mail address" required>
          <Input
            type="email"
            value={given.email}
            maxLength={127}
            onChange={(event) => set({ email: event.target.value })}
          />
        </Field>
      ) : null}
      <Field label="Name" required help="As programs and files call it.">
        <Input value={given.name} maxLength={256} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Field label="Display name" help="What people read.">
        <Input
          value={given.displayName}
          dir="auto"
          maxLength={256}
          onChange={(event) => set({ displayName: event.target.value })}
        />
      </Field>
    </CreateDialog>
  )
}
