'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { RequestError } from '@/components/entity/request-error'
import type { Policy, Role } from '@/components/settings/roles-queries'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { Button } from '@/components/ui/button'
import { CheckboxField } from '@/components/ui/checkbox'
import { Field, FieldSet } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Sheet } from '@/components/ui/sheet'
import { Textarea } from '@/components/ui/textarea'
import { saveRole } from '@/lib/client/roles'
import { shownName } from '@/lib/model/rules/shown-name'
import { textMax } from '@/lib/model/rules/text-max'

interface RoleSheetProps {
  /** Which one is changed; a new one if left out. */
  role: Role | undefined
  policies: readonly Policy[]
  onClose: () => void
  onSaved: (name: string) => Promise<unknown>
}

/** What a role is called, and which policies it brings. */
export function RoleSheet({ role, policies, onClose, onSaved }: RoleSheetProps) {
  const formId = useId()
  const [start] = useState({
    name: role?.name ?? '',
    displayName: role?.displayName ?? '',
    description: role?.description ?? '',
    policies: (role?.policies ?? []).map(({ id }) => id),
  })
  const [draft, setDraft] = useState(start)
  const [problems, setProblems] = useState<{ name?: string; policies?: string }>({})
  const set = (change: Partial<typeof start>) => setDraft({ ...draft, ...change })
  const save = useMutation({
    mutationFn: () =>
      saveRole(role, {
        ...draft,
        name: draft.name.trim(),
        policies: policies.filter(({ id }) => draft.policies.includes(id)),
      }),
    onSuccess: (saved) => onSaved(shownName(saved)),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = {
      ...(draft.name.trim() === '' && { name: 'Enter a name.' }),
      ...(draft.policies.length === 0 && { policies: 'A role brings one policy at least.' }),
    }
    setProblems(found)
    if (Object.keys(found).length === 0 && !save.isPending) save.mutate()
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={role === undefined ? 'New role' : shownName(role)}
      description={
        role === undefined ? 'People are given it in their sheet.' : <code className="text-xs">{role.name}</code>
      }
      footer={
        <>
          <Button className="ms-auto" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" pending={save.isPending}>
            {role === undefined ? 'Create role' : 'Save'}
          </Button>
        </>
      }
    >
      <form id={formId} aria-label="Role" noValidate onSubmit={submit} className="grid gap-4">
        {save.error === null ? null : <RequestError title="It could not be saved" error={save.error} />}
        {role === undefined ? (
          <Field label="Name" required error={problems.name} help="As programs call it. It stays as it is.">
            <Input
              value={draft.name}
              maxLength={textMax.name}
              autoComplete="off"
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
        ) : null}
        <Field label="Display name" help="What people read; the name is shown where there is none.">
          <Input
            value={draft.displayName}
            dir="auto"
            maxLength={textMax.line}
            autoComplete="off"
            onChange={(event) => set({ displayName: event.target.value })}
          />
        </Field>
        <Field label="Description">
          <Textarea
            value={draft.description}
            dir="auto"
            rows={2}
            onChange={(event) => set({ description: event.target.value })}
          />
        </Field>
        <FieldSet
          label="Policies"
          required
          error={problems.policies}
          help="Their rules add up. Whoever has the role may do what they say from the next request on."
        >
          {policies.map((policy) => (
            <CheckboxField
              key={policy.id}
              label={shownName(policy)}
              help={policy.description}
              checked={draft.policies.includes(policy.id)}
              onChange={({ target: { checked } }) =>
                set({
                  policies: checked
                    ? [...draft.policies, policy.id]
                    : draft.policies.filter((other) => other !== policy.id),
                })
              }
            />
          ))}
        </FieldSet>
      </form>
      <UnsavedChanges when={JSON.stringify(draft) !== JSON.stringify(start) && !save.isSuccess} />
    </Sheet>
  )
}
