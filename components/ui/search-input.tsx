'use client'

import { Search, X } from 'lucide-react'
import { type ComponentProps, useEffect, useRef } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { Kbd } from '@/components/ui/kbd'
import { isTyping } from '@/components/ui/typing'

interface SearchInputProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'type' | 'ref'> {
  /** The box's name, for example "Search dashboards". */
  label: string
  value: string
  onValueChange: (value: string) => void
  /** A single key that moves focus here from anywhere but a text field. */
  shortcut?: string | undefined
}

/** A search box with a clear button; Escape clears it. The caller debounces and puts the text into the URL. */
export function SearchInput({ label, value, onValueChange, shortcut, className, ...props }: SearchInputProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (shortcut === undefined) return
    const focus = (event: KeyboardEvent) => {
      if (event.key !== shortcut || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [shortcut])
  const clear = () => {
    onValueChange('')
    input.current?.focus()
  }
  return (
    <Input
      {...props}
      ref={input}
      type="search"
      aria-label={label}
      inputClassName="text-sm"
      aria-keyshortcuts={shortcut}
      value={value}
      className={className}
      onChange={(event) => onValueChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && value !== '') {
          event.preventDefault()
          clear()
        }
      }}
      leading={<Search strokeWidth={1.75} aria-hidden />}
      trailing={
        value === '' ? (
          shortcut === undefined ? undefined : (
            <Kbd className="pointer-events-none mx-1 max-md:hidden touch:hidden">{shortcut}</Kbd>
          )
        ) : (
          <IconButton label="Clear search" tooltip={false} size="sm" className="size-6 touch:size-8" onClick={clear}>
            <X strokeWidth={1.75} />
          </IconButton>
        )
      }
    />
  )
}
