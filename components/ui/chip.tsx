'use client'

import { Plus, X } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

interface FilterChipProps extends Omit<ComponentProps<'button'>, 'value'> {
  label: string
  /** What is chosen, in short ("4 of 7"); the chip is dashed while there is nothing. */
  summary?: string | undefined
  /** Shows a button that takes the filter away. */
  onClear?: (() => void) | undefined
}

/** A filter: dashed until set, then solid with its value. The trigger of a `Popover`. */
export function FilterChip({ label, summary, onClear, className, ...props }: FilterChipProps) {
  const isSet = summary !== undefined
  return (
    <span
      className={cn(
        'inline-flex h-chip max-w-full shrink-0 items-stretch rounded-md font-medium text-sm transition-colors duration-100',
        isSet
          ? 'bg-accent-soft text-accent-text'
          : 'border border-line-strong border-dashed text-muted hover:bg-hover hover:text-fg',
        className,
      )}
    >
      <button
        type="button"
        {...props}
        className={cn(
          'inline-flex min-w-0 items-center gap-1.5 rounded-md',
          isSet ? 'ps-2.5' : 'px-2',
          isSet && !onClear && 'pe-2.5',
          isSet && onClear && 'pe-1',
        )}
      >
        {isSet ? null : <Plus aria-hidden strokeWidth={1.75} className="size-3.5" />}
        <span className="truncate">{isSet ? `${label}: ${summary}` : label}</span>
      </button>
      {isSet && onClear ? (
        <button
          type="button"
          aria-label={`Clear filter ${label}`}
          onClick={onClear}
          className="grid w-6 shrink-0 place-items-center rounded-md hover:bg-accent/15 touch:w-10"
        >
          <X aria-hidden strokeWidth={2} className="size-3.5" />
        </button>
      ) : null}
    </span>
  )
}

/** Something chosen, with a button that takes it away. `name` is the plain text for "Remove …". */
export function Chip({
  children,
  name,
  onRemove,
  className,
}: {
  children: ReactNode
  name: string
  onRemove?: (() => void) | undefined
  className?: string
}) {
  return (
    <span
      className={cn(
        'inline-flex h-6 min-w-0 max-w-full items-center gap-1.5 rounded-sm bg-active text-muted text-sm',
        onRemove ? 'ps-1.5' : 'px-1.5',
        className,
      )}
    >
      <span className="flex min-w-0 items-center gap-1.5 truncate font-medium">{children}</span>
      {onRemove ? (
        <button
          type="button"
          aria-label={`Remove ${name}`}
          onClick={onRemove}
          className="grid h-6 w-6 shrink-0 place-items-center rounded-sm hover:bg-line-strong hover:text-fg focus-visible:outline-offset-0"
        >
          <X aria-hidden strokeWidth={2} className="size-3" />
        </button>
      ) : null}
    </span>
  )
}
