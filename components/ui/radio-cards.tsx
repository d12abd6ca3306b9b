'use client'

import { type Ref, useId } from 'react'
import { cn } from '@/components/ui/cn'
import { useField } from '@/components/ui/field'

export interface RadioCardOption<Value extends string> {
  value: Value
  label: string
  help?: string | undefined
  disabled?: boolean | undefined
}

interface RadioCardsProps<Value extends string> {
  options: readonly RadioCardOption<Value>[]
  value: Value | undefined
  onValueChange: (value: Value) => void
  onBlur?: (() => void) | undefined
  /** Names the group where no `FieldSet` is around it. */
  label?: string | undefined
  /** How many stand side by side from 640 px on. */
  columns?: 1 | 2 | 3 | undefined
  name?: string | undefined
  ref?: Ref<HTMLInputElement> | undefined
}

const columnClasses = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-3' } as const

/** A few choices, each with a sentence: native radio buttons that look like cards. The ref is the first one. */
export function RadioCards<Value extends string>({
  options,
  value,
  onValueChange,
  onBlur,
  label,
  columns = 2,
  name,
  ref,
}: RadioCardsProps<Value>) {
  const field = useField()
  const generated = useId()
  return (
    <div
      role="radiogroup"
      aria-label={label}
      aria-labelledby={label === undefined ? field?.labelId : undefined}
      aria-describedby={field?.describedBy}
      aria-required={field?.required || undefined}
      className={cn('grid gap-2', columnClasses[columns])}
    >
      {options.map((option, index) => (
        <div key={option.value} className="relative flex gap-2.5 rounded-lg p-3">
          <input
            ref={index === 0 ? ref : undefined}
            type="radio"
            id={`${generated}-${option.value}`}
            name={name ?? generated}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            aria-describedby={option.help === undefined ? undefined : `${generated}-${option.value}-help`}
            onChange={() => onValueChange(option.value)}
            onBlur={onBlur}
            className="peer absolute inset-0 cursor-pointer appearance-none rounded-lg border border-line-strong bg-raised transition-colors duration-100 checked:border-accent checked:bg-accent-soft hover:border-line-control disabled:cursor-default disabled:bg-subtle checked:hover:border-accent"
          />
          <span
            aria-hidden
            className="pointer-events-none relative mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-line-control bg-raised after:hidden after:size-2 after:rounded-full after:bg-accent peer-checked:border-accent peer-checked:after:block"
          />
          <div className="pointer-events-none relative min-w-0">
            <label htmlFor={`${generated}-${option.value}`} className="block font-medium text-fg text-sm">
              {option.label}
            </label>
            {option.help === undefined ? null : (
              <p id={`${generated}-${option.value}-help`} className="text-muted text-sm">
                {option.help}
              </p>
            )}
          </div>
        </div>
      ))}
    </div>
  )
}
