'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { textMax } from '@/lib/model/rules/text-max'

interface Naming {
  readonly name: string
  readonly displayName: string
  readonly description: string
}

interface NamingFieldsProps {
  value: Naming
  /** Only then it gets its name. */
  isNew: boolean
  nameProblem: string | undefined
  onChange: (change: Partial<Naming>) => void
}

/** What a role or a policy is called. */
export function NamingFields({ value, isNew, nameProblem, onChange }: NamingFieldsProps) {
  return (
    <>
      {isNew ? (
        <Field label="Name" required error={nameProblem} help="As programs call it. It stays as it is.">
          <Input
            value={value.name}
            maxLength={textMax.name}
            autoComplete="off"
            onChange={(event) => onChange({ name: event.target.value })}
          />
        </Field>
      ) : null}
      <Field label="Display name" help="What people read; the name is shown where there is none.">
        <Input
          value={value.displayName}
          dir="auto"
          maxLength={textMax.line}
          autoComplete="off"
          onChange={(event) => onChange({ displayName: event.target.value })}
        />
      </Field>
      <Field label="Description">
        <Textarea
          value={value.description}
          dir="auto"
          rows={2}
          onChange={(event) => onChange({ description: event.target.value })}
        />
      </Field>
    </>
  )
}
