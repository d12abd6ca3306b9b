'use client'

import { Select } from '@/components/ui/select'
import { defaultPolicy, isPossible } from '@/lib/import/field-policies'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { type FieldPolicy, fieldPolicies } from '@/lib/model/wire/import-mapping'

const words: Readonly<Record<FieldPolicy, string>> = {
  replace: 'Replace',
  fill: 'Fill if empty',
  merge: 'Merge',
  remove: 'Remove these',
  ignore: 'Leave as it is',
}

interface PolicySelectProps {
  def: EntityDefinition
  column: string
  /** What the field is called. */
  label: string
  value: FieldPolicy | undefined
  onValueChange: (policy: FieldPolicy) => void
}

/** What becomes of a value that is stored already. */
export function PolicySelect({ def, column, label, value, onValueChange }: PolicySelectProps) {
  const possible = fieldPolicies.filter((policy) => isPossible(def, column, policy))
  return (
    <Select
      aria-label={`What becomes of the ${label} there is`}
      value={value ?? defaultPolicy(column)}
      onChange={(event) => {
        const chosen = possible.find((policy) => policy === event.target.value)
        if (chosen !== undefined) onValueChange(chosen)
      }}
    >
      {possible.map((policy) => (
        <option key={policy} value={policy}>
          {words[policy]}
        </option>
      ))}
    </Select>
  )
}
