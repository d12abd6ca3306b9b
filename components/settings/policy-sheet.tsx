'use client'

import { useMutation } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { referenceName } from '@/components/entity/reference-name'
import { DeleteRight } from '@/components/settings/delete-right'
import { FormSheet } from '@/components/settings/form-sheet'
import { NamingFields } from '@/components/settings/naming-fields'
import type { Policy } from '@/components/settings/roles-queries'
import { draftOf, newRule, RuleFields, ruleOf, ruleProblems } from '@/components/settings/rule-fields'
import { Button } from '@/components/ui/button'
import { CheckboxField } from '@/components/ui/checkbox'
import { savePolicy } from '@/lib/client/roles'
import { shownName } from '@/lib/model/rules/shown-name'

interface PolicySheetProps {
  /** Which one is changed; a new one if left out. */
  policy: Policy | undefined
  onClose: () => void
  onSaved: (name: string) => Promise<unknown>
  /** Once it is deleted. */
  onGone: () => Promise<unknown>
}

/** What a policy is called, and its rules one by one. */
export function PolicySheet({ policy, onClose, onSaved, onGone }: PolicySheetProps) {
  const [start] = useState({
    name: policy?.name ?? '',
    displayName: policy?.displayName ?? '',
    description: policy?.description ?? '',
    enabled: policy?.enabled !== false,
    rules: policy?.rules.map(draftOf) ?? [newRule(1)],
  })
  const [draft, setDraft] = useState(start)
  const [isChecked, setIsChecked] = useState(false)
  const set = (change: Partial<typeof start>) => setDraft({ ...draft, ...change })
  const nameProblem = isChecked && draft.name.trim() === '' ? 'Enter a name.' : undefined
  const problems = draft.rules.map((rule) => ruleProblems(rule, draft.rules))
  const save = useMutation({
    mutationFn: () =>
      savePolicy(policy, { ...draft, name: draft.name.trim(), rules: draft.rules.map((rule) => ruleOf(rule)) }),
    onSuccess: (saved) => onSaved(shownName(saved)),
  })
  const submit = () => {
    setIsChecked(true)
    const isRight = draft.name.trim() !== '' && problems.every((found) => Object.keys(found).length === 0)
    if (isRight && !save.isPending) save.mutate()
  }
  const holders = [...(policy?.roles ?? []), ...(policy?.teams ?? [])].map(referenceName)
  return (
    <FormSheet
      label="Policy"
      title={policy === undefined ? 'New policy' : shownName(policy)}
      description={
        policy === undefined
          ? 'Roles and teams bring it to people.'
          : holders.length === 0
            ? 'Nobody has it: no role and no team brings it.'
            : `Brought by ${holders.join(', ')}.`
      }
      more={policy === undefined ? null : <DeleteRight what="policy" entity={policy} onGone={onGone} />}
      action={policy === undefined ? 'Create policy' : 'Save'}
      failed="It could not be saved"
      saving={save}
      isUnsaved={JSON.stringify(draft) !== JSON.stringify(start) && !save.isSuccess}
      onClose={onClose}
      onSubmit={submit}
    >
      <NamingFields value={draft} isNew={policy === undefined} nameProblem={nameProblem} onChange={set} />
      <CheckboxField
        label="In force"
        help="Its rules say nothing while it is not."
        checked={draft.enabled}
        onChange={(event) => set({ enabled: event.target.checked })}
      />
      {draft.rules.map((rule, index) => (
        <RuleFields
          key={rule.key}
          rule={rule}
          problems={isChecked ? (problems[index] ?? {}) : {}}
          onChange={(changed) => set({ rules: draft.rules.map((each) => (each === rule ? changed : each)) })}
          onRemove={
            draft.rules.length > 1 ? () => set({ rules: draft.rules.filter((each) => each !== rule) }) : undefined
          }
        />
      ))}
      <Button className="w-fit" onClick={() => set({ rules: [...draft.rules, newRule(draft.rules.length + 1)] })}>
        <Plus aria-hidden strokeWidth={1.75} />
        Add rule
      </Button>
    </FormSheet>
  )
}
