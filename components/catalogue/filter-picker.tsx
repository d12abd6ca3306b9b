'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { filters, noneValue } from '@/components/catalogue/filter-options'
import { filterNameQuery } from '@/components/catalogue/list-queries'
import type { FilterKey } from '@/components/catalogue/list-url'
import { FilterChip } from '@/components/ui/chip'
import { cn } from '@/components/ui/cn'
import { floatingItemClasses } from '@/components/ui/floating'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { type ComboboxOption, useOptions } from '@/components/ui/use-options'

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
  const [isOpen, setIsOpen] = useState(false)
  const queryClient = useQueryClient()
  const name = useFilterName(filter, value)
  const choose = (option: ComboboxOption) => {
    queryClient.setQueryData(filterNameQuery(filter, option.value).queryKey, option.label)
    setIsOpen(false)
    onChange(option.value === value ? null : option.value)
  }
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>
        <FilterChip
          label={label}
          summary={name !== undefined && name === none ? 'none' : name}
          aria-label={name === undefined ? `Filter by ${label.toLowerCase()}` : undefined}
          className="max-w-64"
          onClear={() => onChange(null)}
        />
      </PopoverTrigger>
      <PopoverContent label={`Filter by ${label.toLowerCase()}`} className="w-64 overflow-hidden p-0">
        <FilterOptions filter={filter} value={value} onChoose={choose} />
      </PopoverContent>
    </Popover>
  )
}

interface FilterOptionsProps {
  filter: FilterKey
  value: string | null
  onChoose: (option: ComboboxOption) => void
}

function FilterOptions({ filter, value, onChoose }: FilterOptionsProps) {
  const { label, placeholder, none, load } = filters[filter]
  const [query, setQuery] = useState('')
  const typed = query.trim()
  const { options, status, retry } = useOptions({ query: typed, isOpen: true, loadOptions: load })
  const nothing = none?.toLowerCase().includes(typed.toLowerCase()) ? [{ value: noneValue, label: none }] : []
  const items: readonly ComboboxOption[] = [...nothing, ...options]
  return (
    <Command label={placeholder} shouldFilter={false} loop>
      <Command.Input
        value={query}
        onValueChange={setQuery}
        placeholder={placeholder}
        className="h-10 w-full border-line border-b bg-transparent px-3 text-fg text-sm outline-none"
      />
      <Command.List
        label={`${label} options`}
        className={cn('max-h-72 overflow-y-auto overscroll-contain p-1', status === 'loading' && 'opacity-60')}
      >
        {items.map((option) => (
          <Command.Item
            key={option.value}
            value={option.value}
            onSelect={() => onChoose(option)}
            className={cn(floatingItemClasses, 'pe-8 text-fg data-disabled:text-fg data-[selected=true]:bg-hover')}
          >
            {option.icon}
            <span className="min-w-0 flex-1">
              <span dir="auto" className={cn('block truncate', option.value === noneValue && 'text-muted')}>
                {option.label}
              </span>
              {option.detail ? <span className="block truncate text-muted text-xs">{option.detail}</span> : null}
            </span>
            {option.value === value ? (
              <Check aria-label="chosen" strokeWidth={2} className="absolute end-2 text-accent-text" />
            ) : null}
          </Command.Item>
        ))}
      </Command.List>
      <p
        role="status"
        className={cn('px-3 text-muted text-sm', status !== 'ready' || items.length === 0 ? 'pb-3' : 'sr-only')}
      >
        {status === 'loading' && items.length === 0 ? 'Loading…' : null}
        {status === 'ready' && items.length === 0 ? 'No matches' : null}
        {status === 'failed' ? (
          <>
            The options could not be loaded.{' '}
            <button type="button" onClick={retry} className="font-medium text-accent-text underline underline-offset-4">
              Try again
            </button>
          </>
        ) : null}
      </p>
    </Command>
  )
}
