'use client'

import { Command } from 'cmdk'
import { Check } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { filterOptions } from '@/components/catalogue/filter-options'
import { type FilterWords, filters, noneValue, placeholderOf } from '@/components/catalogue/filter-words'
import type { FilterKey } from '@/components/catalogue/list-url'
import { cn } from '@/components/ui/cn'
import { floatingItemClasses } from '@/components/ui/floating'
import { type ComboboxOption, type LoadOptions, useOptions } from '@/components/ui/use-options'

interface FilterOptionListProps {
  filter: FilterKey | FilterSource
  value: string | null
  onChoose: (option: ComboboxOption) => void
}

/** What can be chosen where a list has filters of its own. */
export interface FilterSource extends FilterWords {
  readonly load: LoadOptions
}

const sourceOf = (key: FilterKey): FilterSource => ({ ...filters[key], load: filterOptions[key] })

/** A box to type in and what is found, one of which can be chosen. Takes the focus. */
export function FilterOptionList({ filter, value, onChoose }: FilterOptionListProps) {
  const source = typeof filter === 'string' ? sourceOf(filter) : filter
  const { label, none, load } = source
  const placeholder = placeholderOf(source)
  const [query, setQuery] = useState('')
  const [marked, setMarked] = useState('')
  const input = useRef<HTMLInputElement>(null)
  // It may come after the layer around it has looked for something to focus.
  useEffect(() => input.current?.focus(), [])
  const typed = query.trim()
  const { options, status, retry } = useOptions({ query: typed, isOpen: true, loadOptions: load })
  const nothing = none?.toLowerCase().includes(typed.toLowerCase()) ? [{ value: noneValue, label: none }] : []
  const items: readonly ComboboxOption[] = [...nothing, ...options]
  // Where what was marked is found no more, the first one is: Enter takes it.
  const current = items.some((option) => option.value === marked) ? marked : (items[0]?.value ?? '')
  return (
    <Command label={placeholder} value={current} onValueChange={setMarked} shouldFilter={false} loop>
      <Command.Input
        ref={input}
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
