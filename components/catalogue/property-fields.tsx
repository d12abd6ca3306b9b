'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { listedFieldsQuery } from '@/components/catalogue/list-queries'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import type { Field as ModelField } from '@/lib/model/fields/field'
import { comparedMax, formatPropertyValues, isCompared, parsePropertyValues } from '@/lib/model/fields/property-key'

interface PropertyFieldsProps {
  list: CatalogueListModel
  onApplied?: () => void
}

/** A field for each custom property that a list can be filtered by. What is given applies together. */
export function PropertyFields({ list, onApplied }: PropertyFieldsProps) {
  const { original, state } = list
  const { data, isPending, isError, refetch } = useQuery(listedFieldsQuery(original))
  /** What has been changed since it was applied, by the names of properties. */
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  if (isPending) {
    return (
      <div aria-busy className="grid gap-2">
        <Skeleton className="h-4 w-1/2" />
        <Skeleton className="h-8 w-full" />
      </div>
    )
  }
  if (isError) {
    return (
      <p role="alert" className="text-muted text-sm">
        The custom properties could not be loaded.{' '}
        <Button size="sm" onClick={() => void refetch()}>
          Try again
        </Button>
      </p>
    )
  }
  // A moment to the millisecond is what nobody types.
  const fields = data.filter((field) => isCompared(field) && field.kind !== 'moment')
  if (fields.length === 0)
    return <p className="text-muted text-sm">{original.title} have no custom properties to filter by.</p>
  const applied = parsePropertyValues(state.extension ?? '') ?? {}
  const shownValue = (name: string): string => typed[name] ?? applied[name] ?? ''
  const apply = (event: FormEvent) => {
    event.preventDefault()
    const names = fields.flatMap(({ property }) => (property !== undefined ? [property.name] : []))
    const given = names.map((name) => [name, shownValue(name).trim()]).filter(([, value]) => value !== '')
    list.filter({ extension: formatPropertyValues(Object.fromEntries(given)) || null })
    setTyped({})
    onApplied?.()
  }
  return (
    <form onSubmit={apply} className="grid gap-3">
      {fields.map((field) => (
        <Field key={field.name} label={field.label}>
          <PropertyInput
            field={field}
            value={shownValue(field.property?.name ?? '')}
            onChange={(value) => setTyped({ ...typed, [field.property?.name ?? '']: value })}
          />
        </Field>
      ))}
      <Button type="submit" variant="primary" size="sm" className="justify-self-start">
        Apply
      </Button>
    </form>
  )
}

interface PropertyInputProps {
  field: ModelField
  value: string
  onChange: (value: string) => void
}

function PropertyInput({ field: { kind, choices = [] }, value, onChange }: PropertyInputProps) {
  const given = { value, onChange: (event: { target: { value: string } }) => onChange(event.target.value) }
  if (kind === 'choice' || kind === 'choices') {
    return (
      <Select {...given}>
        <option value="">Any</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </Select>
    )
  }
  return kind === 'number' ? (
    <Input type="number" step="any" {...given} />
  ) : (
    <Input maxLength={comparedMax} {...given} />
  )
}
