'use client'

import { type ReactNode, useCallback } from 'react'
import { type ReferenceOption, useServiceOptions } from '@/components/entity/reference-options'
import { Combobox } from '@/components/ui/combobox'
import { Field } from '@/components/ui/field'
import type { ComboboxOption, LoadOptions } from '@/components/ui/use-options'

interface ServiceChoiceProps {
  value: string | undefined
  /** Rows name their service themselves. */
  isMapped: boolean
  onValueChange: (service: string | undefined) => void
  /** Beside its label. */
  action?: ReactNode
}

/** The service of rows that name none. Another one by the name a person types is made later, where the preview misses it. */
export function ServiceChoice({ value, isMapped, onValueChange, action }: ServiceChoiceProps) {
  const loadServices = useServiceOptions()
  const loadOptions = useCallback<LoadOptions>(
    async (query, signal) => (await loadServices(query, signal)).map(byName),
    [loadServices],
  )
  return (
    <Field
      label="One service for all rows"
      help={isMapped ? 'Used for rows whose own service is empty.' : 'The tool these dashboards live in.'}
      action={action}
      className="max-w-88"
    >
      <Combobox
        value={value === undefined ? null : { value, label: value }}
        onValueChange={(option) => onValueChange(option?.value)}
        loadOptions={loadOptions}
        create={{ label: (query) => `Use “${query}”`, onCreate: onValueChange }}
        placeholder="Choose a service"
        clearable
      />
    </Field>
  )
}

/** Rows name their service; ids mean nothing to them. */
const byName = ({ reference, ...option }: ReferenceOption): ComboboxOption => ({
  ...option,
  value: reference.fullyQualifiedName ?? reference.name ?? option.label,
})
