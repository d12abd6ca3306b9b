'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DeleteRight } from '@/components/settings/delete-right'
import { FormSheet } from '@/components/settings/form-sheet'
import { NamingFields } from '@/components/settings/naming-fields'
import type { Policy, Role } from '@/components/settings/roles-queries'
import { CheckboxField } from '@/components/ui/checkbox'
import { FieldSet } from '@/components/ui/field'
import { saveRole } from '@/lib/client/roles'
import { shownName } from '@/lib/model/rules/shown-name'

interface RoleSheetProps {
  /** Which one is changed; a new one if left out. */
  role: Role | undefined
  policies: readonly Policy[]
  onClose: () => void
  onSaved: (name: string) => Promise<unknown>
  /** Once it is deleted. */
  onGone: () => Promise<unknown>
}

/** What a role is called, and which policies it brings. */
export function RoleSheet({ role, policies, onClose, onSaved, onGone }: RoleSheetProps) {
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
  const submit = () => {
    const found = {
      ...(draft.name.trim() === '' && { name: 'Enter a name.' }),
      ...(draft.policies.length === 0 && { policies: 'A role brings one policy at least.' }),
    }
    setProblems(found)
    if (Object.keys(found).length === 0 && !save.isPending) save.mutate()
  }
  return (
    <FormSheet
      label="Role"
      title={role === undefined ? 'New role' : shownName(role)}
      description={
        role === undefined ? 'People are given it in their sheet.' : <code className="text-xs">{role.name}</code>
      }
      more={role === undefined ? null : <DeleteRight what="role" entity={role} onGone={onGone} />}
      action={role === undefined ? 'Create role' : 'Save'}
      failed="It could not be saved"
      saving={save}
      isUnsaved={JSON.stringify(draft) !== JSON.stringify(start) && !save.isSuccess}
      onClose={onClose}
      onSubmit={submit}
    >
      <NamingFields value={draft} isNew={role === undefined} nameProblem={problems.name} onChange={set} />
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
    </FormSheet>
  )
}
