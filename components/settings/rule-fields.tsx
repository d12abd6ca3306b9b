'use client'

import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { MultiCombobox } from '@/components/ui/multi-combobox'
import { Select } from '@/components/ui/select'
import type { ComboboxOption } from '@/components/ui/use-options'
import { entityTypes } from '@/lib/model/entities/entity'
import { operations, type PolicyRule } from '@/lib/model/rules/access'
import { conditionProblem } from '@/lib/model/rules/condition'
import { operationWords, resourceWords, ruleSentence } from '@/lib/model/rules/rule-words'
import { textMax } from '@/lib/model/rules/text-max'

/** A rule while it is written, known in its list by a key of its own. */
export interface RuleDraft {
  readonly key: string
  /** What it was, with members that are not asked for. */
  readonly from: Partial<PolicyRule>
  readonly name: string
  readonly effect: PolicyRule['effect']
  readonly operations: readonly string[]
  readonly resources: readonly string[]
  readonly condition: string
}
export type RuleProblems = Partial<Record<'name' | 'operations' | 'resources' | 'condition', string>>

export const draftOf = (rule: PolicyRule): RuleDraft => ({
  key: rule.name,
  from: rule,
  name: rule.name,
  effect: rule.effect,
  operations: rule.operations,
  resources: rule.resources,
  condition: rule.condition ?? '',
})

export const newRule = (number: number): RuleDraft => ({
  key: crypto.randomUUID(),
  from: {},
  name: `Rule-${number}`,
  effect: 'allow',
  operations: [],
  resources: [],
  condition: '',
})

/** As the API takes it. */
export function ruleOf({ from, name, effect, operations, resources, condition }: RuleDraft): PolicyRule {
  const { condition: _before, ...kept } = from
  const when = condition.trim()
  return { ...kept, name: name.trim(), effect, operations, resources, ...(when !== '' && { condition: when }) }
}

/** What keeps it from being saved, by field. */
export function ruleProblems(rule: RuleDraft, all: readonly RuleDraft[]): RuleProblems {
  const name = rule.name.trim()
  const unread = rule.condition.trim() === '' ? undefined : conditionProblem(rule.condition.trim())
  return {
    ...(name === ''
      ? { name: 'Enter a name.' }
      : all.some((other) => other !== rule && other.name.trim() === name) && { name: 'Another rule has this name.' }),
    ...(rule.operations.length === 0 && { operations: 'Choose one at least.' }),
    ...(rule.resources.length === 0 && { resources: 'Choose one at least.' }),
    ...(unread !== undefined && { condition: `It cannot be read: ${unread}.` }),
  }
}

const operationOption = (operation: string): ComboboxOption => ({
  value: operation,
  label: operationWords(operation),
  detail: operation,
})
const resourceOption = (resource: string): ComboboxOption => ({ value: resource, label: resourceWords(resource) })

const operationOptions = operations.map(operationOption)
/** `lineage` and `events` are asked for as things are, and are none. */
const resourceOptions = ['all', ...entityTypes, 'lineage', 'events'].map(resourceOption)

interface RuleFieldsProps {
  rule: RuleDraft
  problems: RuleProblems
  onChange: (rule: RuleDraft) => void
  /** Left out for the only one. */
  onRemove: (() => void) | undefined
}

/** One rule: whether it allows, what, with what, and when; the sentence that it makes stands above. */
export function RuleFields({ rule, problems, onChange, onRemove }: RuleFieldsProps) {
  const set = (change: Partial<RuleDraft>) => onChange({ ...rule, ...change })
  const isWhole = rule.operations.length > 0 && rule.resources.length > 0
  return (
    <fieldset aria-label={`Rule ${rule.name}`} className="grid min-w-0 gap-3 rounded-md border border-line p-3">
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">
          {isWhole ? ruleSentence(ruleOf(rule)) : <span className="text-muted">A new rule.</span>}
        </p>
        {onRemove === undefined ? null : (
          <Button
            size="sm"
            variant="ghost"
            className="-me-1 text-danger"
            aria-label={`Remove rule ${rule.name}`}
            onClick={onRemove}
          >
            Remove
          </Button>
        )}
      </div>
      <Field label="Effect">
        <Select
          value={rule.effect}
          onChange={(event) => set({ effect: event.target.value === 'deny' ? 'deny' : 'allow' })}
        >
          <option value="allow">Allows</option>
          <option value="deny">Denies, whatever allows it</option>
        </Select>
      </Field>
      <Field label="What" required error={problems.operations}>
        <MultiCombobox
          value={rule.operations.map(operationOption)}
          options={operationOptions}
          onValueChange={(chosen) => set({ operations: chosen.map(({ value }) => value) })}
          selectedLabel="Selected operations"
        />
      </Field>
      <Field label="With" required error={problems.resources}>
        <MultiCombobox
          value={rule.resources.map(resourceOption)}
          options={resourceOptions}
          onValueChange={(chosen) => set({ resources: chosen.map(({ value }) => value) })}
          selectedLabel="Selected types"
        />
      </Field>
      <Field
        label="If"
        error={problems.condition}
        help="Nothing: always. isOwner(), noOwner(), hasDomain(), matchAnyTag('PII.Sensitive'), inAnyTeam('sales') …, joined by !, &&, || and parentheses."
      >
        <Input
          value={rule.condition}
          dir="ltr"
          spellCheck={false}
          autoComplete="off"
          maxLength={textMax.query}
          inputClassName="font-mono text-sm"
          onChange={(event) => set({ condition: event.target.value })}
        />
      </Field>
      <Field label="Name" required error={problems.name} help="As a refusal names it.">
        <Input
          value={rule.name}
          maxLength={textMax.name}
          autoComplete="off"
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
    </fieldset>
  )
}
