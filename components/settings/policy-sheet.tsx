'use client'

import { useMutation } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { referenceName } from '@/components/entity/reference-name'
import { RequestError } from '@/components/entity/request-error'
import type { Policy } from '@/components/settings/roles-queries'
import { draftOf, newRule, RuleFields, ruleOf, ruleProblems } from '@/components/settings/rule-fields'
import { UnsavedChanges } from '@/components/shell/unsaved-changes'
import { Button } from '@/components/ui/button'
import { CheckboxField } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Sheet } from '@/components/ui/sheet'
import { Textarea } from '@/components/ui/textarea'
import { savePolicy } from '@/lib/client/roles'
import { shownName } from '@/lib/model/rules/shown-name'
import { textMax } from '@/lib/model/rules/text-max'

interface PolicySheetProps {
  /** Which one is changed; a new one if left out. */
  policy: Policy | undefined
  onClose: () => void
  onSaved: (name: string) => Promise<unknown>
}

/** What a policy is called, and its rules one by one. */
export function PolicySheet({ policy, onClose, onSaved }: PolicySheetProps) {
  const formId = useId()
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
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsChecked(true)
    const isRight = draft.name.trim() !== '' && problems.every((found) => Object.keys(found).length === 0)
    if (isRight && !save.isPending) save.mutate()
  }
  const holders = [...(policy?.roles ?? []), ...(policy?.teams ?? [])].map(referenceName)
  return (
    <Sheet
      open
      onClose={onClose}
      title={policy === undefined ? 'New policy' : shownName(policy)}
      description={
        policy === undefined
          ? 'Roles and teams bring it to people.'
          : holders.length === 0
            ? 'Nobody has it: no role and no team brings it.'
            : `Brought by ${holders.join(', ')}.`
      }
      footer={
        <>
          <Button className="ms-auto" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" pending={save.isPending}>
            {policy === undefined ? 'Create policy' : 'Save'}
          </Button>
        </>
      }
    >
      <form id={formId} aria-label="Policy" noValidate onSubmit={submit} className="grid gap-4">
        {save.error === null ? null : <RequestError title="It could not be saved" error={save.error} />}
        {policy === undefined ? (
          <Field label="Name" required error={nameProblem} help="As programs call it. It stays as it is.">
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
      </form>
      <UnsavedChanges when={JSON.stringify(draft) !== JSON.stringify(start) && !save.isSuccess} />
    </Sheet>
  )
}
