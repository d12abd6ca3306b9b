'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { listedFieldsQuery } from '@/components/catalogue/list-queries'
import { type Asked, askedOf, filtersOf, PropertyInput } from '@/components/catalogue/property-input'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { Button } from '@/components/ui/button'
import { CheckboxField } from '@/components/ui/checkbox'
import { Skeleton } from '@/components/ui/skeleton'
import type { Field } from '@/lib/model/fields/field'
import { formatPropertyFilters, parsePropertyFilters, waysOf } from '@/lib/model/fields/property-filter'

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' })

interface PropertyFieldsProps {
  list: CatalogueListModel
  onApplied?: () => void
}

/** Controls for each custom property that a list can be filtered by. What is given applies together. */
export function PropertyFields({ list, onApplied }: PropertyFieldsProps) {
  const { original, state } = list
  const { data, isPending, isError, refetch } = useQuery(listedFieldsQuery(original))
  /** What has been changed since it was applied, by the names of properties. */
  const [typed, setTyped] = useState<ReadonlyMap<string, Asked>>(new Map())
  const [incomplete, setIncomplete] = useState<boolean>()
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
  const applied = parsePropertyFilters(state.extension ?? '') ?? []
  const isAsked = (field: Field) => applied.some(({ name }) => name === field.property?.name)
  // What the address asks for can be taken back, offered or not.
  const fields = data.filter((field) => waysOf(field).size > 0 && (field.use?.isFilter !== false || isAsked(field)))
  const required = data.flatMap(({ label, use }) => (use?.isRequired ? label : []))
  const whole = applied.filter(({ name }) => name === '')
  if (fields.length === 0 && required.length === 0 && whole.length === 0)
    return <p className="text-muted text-sm">{original.title} have no custom properties to filter by.</p>
  const wanted = incomplete ?? whole.some(({ value }) => value === 'empty')
  const names = fields.flatMap(({ property }) => property?.name ?? [])
  const apply = (event: FormEvent) => {
    event.preventDefault()
    const filters = names.flatMap((name) => {
      const changed = typed.get(name)
      // An address may ask for more than there are controls for.
      return changed === undefined ? applied.filter((filter) => filter.name === name) : filtersOf(name, changed)
    })
    const asked =
      incomplete === undefined ? whole : incomplete ? [{ name: '', how: 'is', value: 'empty' } as const] : []
    list.filter({ extension: formatPropertyFilters([...asked, ...filters]) || null })
    setTyped(new Map())
    setIncomplete(undefined)
    onApplied?.()
  }
  return (
    <form onSubmit={apply} className="grid gap-3">
      {required.length === 0 && !wanted ? null : (
        <CheckboxField
          label="Incomplete"
          help={required.length === 0 ? 'Nothing is required any more.' : `Without ${either.format(required)}`}
          checked={wanted}
          onChange={(event) => setIncomplete(event.target.checked)}
        />
      )}
      {fields.map((field) => {
        const name = field.property?.name ?? ''
        return (
          <PropertyInput
            key={name}
            field={field}
            asked={typed.get(name) ?? askedOf(name, field, applied)}
            onChange={(asked) => setTyped(new Map([...typed, [name, asked]]))}
          />
        )
      })}
      <Button type="submit" variant="primary" size="sm" className="justify-self-start">
        Apply
      </Button>
    </form>
  )
}
