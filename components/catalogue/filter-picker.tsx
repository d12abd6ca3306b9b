'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { filters, noneValue, placeholderOf } from '@/components/catalogue/filter-words'
import { filterNameQuery } from '@/components/catalogue/list-queries'
import type { FilterKey } from '@/components/catalogue/list-url'
import { FilterChip } from '@/components/ui/chip'
import { later } from '@/components/ui/later'
import { Popover } from '@/components/ui/popover'
import { TypeAhead } from '@/components/ui/type-ahead'
import type { ComboboxOption } from '@/components/ui/use-options'

// In the height of a short list, so that the layer does not grow under the pointer.
const FilterOptionList = later(
  () => import('@/components/catalogue/filter-option-list').then((module) => module.FilterOptionList),
  ({ filter }) => (
    <div aria-busy className="h-44">
      {typeof filter === 'string' ? (
        <TypeAhead label={placeholderOf(filters[filter])} className="h-10 w-full border-line border-b px-3 text-sm" />
      ) : null}
    </div>
  ),
)

interface FilterPickerProps {
  filter: FilterKey
  value: string | null
  onChange: (value: string | null) => void
}

/** What a chosen value is called; its own name until that is known. */
export function useFilterName(filter: FilterKey, value: string | null): string | undefined {
  const none = filters[filter].none
  const isNone = value === noneValue && none !== undefined
  const { data } = useQuery({
    ...filterNameQuery(filter, value ?? ''),
    enabled: value !== null && value !== '' && !isNone,
  })
  if (value === null || value === '') return undefined
  return isNone ? none : (data ?? value)
}

/** A chip that opens a list to search in and choose one of. */
export function FilterPicker({ filter, value, onChange }: FilterPickerProps) {
  const { label, none } = filters[filter]
  const queryClient = useQueryClient()
  const name = useFilterName(filter, value)
  const choose = (option: ComboboxOption) => {
    queryClient.setQueryData(filterNameQuery(filter, option.value).queryKey, option.label)
    onChange(option.value === value ? null : option.value)
  }
  return (
    <Popover
      label={`Filter by ${label.toLowerCase()}`}
      className="w-64 overflow-hidden p-0"
      trigger={
        <FilterChip
          label={label}
          summary={name !== undefined && name === none ? 'none' : name}
          aria-label={name === undefined ? `Filter by ${label.toLowerCase()}` : undefined}
          className="max-w-64"
          onClear={() => onChange(null)}
        />
      }
    >
      {(close) => (
        <FilterOptionList
          filter={filter}
          value={value}
          onChoose={(option) => {
            close()
            choose(option)
          }}
        />
      )}
    </Popover>
  )
}
