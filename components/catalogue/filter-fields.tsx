'use client'

import { ColumnFields } from '@/components/catalogue/column-fields'
import { filterOptions } from '@/components/catalogue/filter-options'
import { useFilterName } from '@/components/catalogue/filter-picker'
import { filters, noneValue, placeholderOf } from '@/components/catalogue/filter-words'
import type { ListKind } from '@/components/catalogue/list-kinds'
import { type FilterKey, listSorts } from '@/components/catalogue/list-url'
import { PropertyFields } from '@/components/catalogue/property-fields'
import { sortLabels } from '@/components/catalogue/sort-menu'
import type { CatalogueListModel } from '@/components/catalogue/use-catalogue-list'
import { Combobox } from '@/components/ui/combobox'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { LoadOptions } from '@/components/ui/use-options'
import { isCompared } from '@/lib/model/fields/property-key'

/** Every filter, the order and the columns as fields of a form. What is chosen applies at once. */
export function FilterFields({ list, keys }: { list: CatalogueListModel; keys: readonly FilterKey[] }) {
  return (
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
        <Select value={list.state.sort} onChange={(event) => list.sortBy(event.target.value)}>
          {[...listSorts.map((sort) => [sort, sortLabels[sort]]), ...propertySorts(list.kind)].map(([sort, label]) => (
            <option key={sort} value={sort}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {list.original.hasProperties ? (
        <section aria-label="Custom properties">
          <PropertyFields list={list} />
        </section>
      ) : null}
      <ColumnFields list={list} />
    </div>
  )
}

/** By the custom properties that are shown. */
const propertySorts = ({ added = [] }: ListKind): [string, string][] =>
  added.filter(isCompared).flatMap(({ name, label }): [string, string][] => [
    [name, `${label}, ascending`],
    [`-${name}`, `${label}, descending`],
  ])

interface FilterFieldProps {
  filter: FilterKey
  value: string | null
  onChange: (value: string | null) => void
}

function FilterField({ filter, value, onChange }: FilterFieldProps) {
  const words = filters[filter]
  const name = useFilterName(filter, value)
  return (
    <Field label={words.label}>
      <Combobox
        value={value === null || name === undefined ? null : { value, label: name }}
        onValueChange={(option) => onChange(option?.value ?? null)}
        loadOptions={loadWithNone[filter]}
        placeholder={placeholderOf(words)}
        clearable
      />
    </Field>
  )
}

/** The same options with "No owner" first; made once, so that the combobox does not ask again at each render. */
const withNone = (key: FilterKey): LoadOptions => {
  const { none } = filters[key]
  const load = filterOptions[key]
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
  entityStatus: withNone('entityStatus'),
}
