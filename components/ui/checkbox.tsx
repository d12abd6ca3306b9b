'use client'

import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from 'react'
import { cn } from '@/components/ui/cn'

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  /** Some, but not all, of what the box stands for. */
  indeterminate?: boolean | undefined
}

// Made once, not by the icons' components: a list has a box in every row, and these were a tenth of its page.
const mark = {
  viewBox: '0 0 24 24',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 3,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const
const check = (
  <svg
    aria-hidden
    {...mark}
    className="pointer-events-none absolute hidden size-3 text-on-accent peer-checked:block peer-indeterminate:hidden peer-disabled:text-muted"
  >
    <path d="M20 6 9 17l-5-5" />
  </svg>
)
const minus = (
  <svg
    aria-hidden
    {...mark}
    className="pointer-events-none absolute hidden size-3 text-on-accent peer-indeterminate:block peer-disabled:text-muted"
  >
    <path d="M5 12h14" />
  </svg>
)

/** A native check box, drawn; name it with `aria-label` or use `CheckboxField`. Its target is 24 px, 40 under a finger. */
export function Checkbox({ indeterminate = false, className, ref, ...props }: CheckboxProps) {
  const own = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (own.current) own.current.indeterminate = indeterminate
  }, [indeterminate])
  return (
    <span className={cn('relative inline-grid size-4 shrink-0 place-items-center', className)}>
      <input
        {...props}
        type="checkbox"
        ref={(element) => {
          own.current = element
          if (typeof ref === 'function') return ref(element)
          if (ref) ref.current = element
        }}
        className="peer size-4 appearance-none rounded-sm border border-line-control bg-raised transition-colors duration-100 before:absolute before:-inset-1 checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent hover:border-muted disabled:border-line-strong disabled:bg-active aria-invalid:border-danger touch:before:-inset-3 checked:hover:border-accent"
      />
      {check}
      {minus}
    </span>
  )
}

interface CheckboxFieldProps extends CheckboxProps {
  label: ReactNode
  help?: ReactNode
}

/** A check box with its words beside it. */
export function CheckboxField({ label, help, className, id, ...props }: CheckboxFieldProps) {
  const generated = useId()
  const controlId = id ?? generated
  const helpId = `${controlId}-help`
  return (
    <div className={cn('flex gap-2 touch:py-2', className)}>
      <Checkbox {...props} id={controlId} aria-describedby={help ? helpId : undefined} className="mt-0.5" />
      <div className="min-w-0">
        <label htmlFor={controlId} className="block text-fg text-sm">
          {label}
        </label>
        {help ? (
          <p id={helpId} className="text-faint text-xs">
            {help}
          </p>
        ) : null}
      </div>
    </div>
  )
}
