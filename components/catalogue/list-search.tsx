'use client'

import { useEffect, useRef, useState } from 'react'
import { SearchInput } from '@/components/ui/search-input'

/** How long typing may rest before it becomes a question to the server. */
const restMs = 200

interface ListSearchProps {
  label: string
  value: string
  /** What of them is looked at. */
  placeholder?: string
  onSearch: (value: string) => void
  className?: string
}

/** The search box of a list. Its text lives in the address; what is still being typed lives here. */
export function ListSearch({
  label,
  value,
  placeholder = 'Filter by name, FQN, description',
  onSearch,
  className,
}: ListSearchProps) {
  const [draft, setDraft] = useState<string | undefined>(undefined)
  const latest = useRef(onSearch)
  useEffect(() => {
    latest.current = onSearch
  })
  useEffect(() => {
    if (draft === undefined) return
    const timer = setTimeout(() => {
      latest.current(draft)
      setDraft(undefined)
    }, restMs)
    return () => clearTimeout(timer)
  }, [draft])
  return (
    <search className={className}>
      <SearchInput
        label={label}
        placeholder={placeholder}
        shortcut="/"
        maxLength={500}
        value={draft ?? value}
        onValueChange={(text) => {
          // Emptying the box is meant at once.
          if (text === '') onSearch('')
          setDraft(text === '' ? undefined : text)
        }}
      />
    </search>
  )
}
