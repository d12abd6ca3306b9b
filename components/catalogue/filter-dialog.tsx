'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { filters, noneValue } from '@/components/catalogue/filter-options'
import { useFilterName } from '@/components/catalogue/filter-picker'
import { type FilterKey, type ListSort, listSorts } from '@/components/catalogue/list-url'
import { sortLabels } from '@/components/catalogue/sort-menu'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { Button } from '@/components/ui/button'
import { Combobox } from '@/components/ui/combobox'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { LoadOptions } from '@/components/ui/use-options'

/** All filters and the order on one screen, for narrow windows. What is chosen applies at once. */
export function FilterDialog({ list, keys }: { list: CatalogueListModel; keys: readonly FilterKey[] }) {
  const [isOpen, setIsOpen] = useState(false)
  const count = keys.filter((key) => list.state[key] !== null).length
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button>
          <SlidersHorizontal aria-hidden strokeWidth={1.75} />
          Filters{count === 0 ? '' : ` (${count})`}
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Filters"
        footer={
          <>
            <Button onClick={list.clearFilters} disabledReason={list.isFiltered ? undefined : 'No filter is set.'}>
              Clear filters
            </Button>
            <Button variant="primary" onClick={() => setIsOpen(false)}>
              {list.total === undefined ? 'Show' : `Show ${list.total.toLocaleString('en')}`}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {keys.map((key) => (
            <FilterField
              key={key}
              filter={key}
              value={list.state[key]}
              onChange={(value) => list.filter({ [key]: value })}
            />
          ))}
          <Field label="Sort">
            <Select
              value={list.state.sort}
              onChange={(event) => list.sortBy(listSorts.find((sort) => sort === event.target.value) ?? 'displayName')}
            >
              {listSorts.map((sort: ListSort) => (
                <option key={sort} value={sort}>
                  {sortLabels[sort]}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      </DialogContent>
    </Dialog>
  )
}

interface FilterFieldProps {
  filter: FilterKey
  value: string | null
  onChange: (value: string | null) => void
}

function FilterField({ filter, value, onChange }: FilterFieldProps) {
  const { label, placeholder } = filters[filter]
  const name = useFilterName(filter, value)
  return (
    <Field label={label}>
      <Combobox
        value={value === null || name === undefined ? null : { value, label: name }}
        onValueChange={(option) => onChange(option?.value ?? null)}
        loadOptions={loadWithNone[filter]}
        placeholder={placeholder}
        clearable
      />
    </Field>
  )
}

/** The same options with "No owner" first; made once, so that the combobox does not ask again at each render. */
const withNone = (key: FilterKey): LoadOptions => {
  const { none, load } = filters[key]
  if (none === undefined) return load
  return async (query, signal) => {
    const found = await load(query, signal)
    return none.toLowerCase().includes(query.toLowerCase()) ? [{ value: noneValue, label: none }, ...found] : found
  }
}
const loadWithNone: Readonly<Record<FilterKey, LoadOptions>> = {
  service: withNone('service'),
  owner: withNone('owner'),
  tag: withNone('tag'),
  domain: withNone('domain'),
}
