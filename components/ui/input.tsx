'use client'

import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { useControlProps } from '@/components/ui/field'

/** The line, ground and states every one-line control shares. */
export const controlClasses =
  'w-full min-w-0 rounded-md border border-line-control bg-raised px-2.5 text-base text-fg transition-colors duration-100 hover:border-muted focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-danger aria-invalid:focus-visible:outline-danger disabled:border-line-strong disabled:bg-subtle disabled:text-muted'

export interface InputProps extends Omit<ComponentProps<'input'>, 'required'> {
  /** An icon inside the box, before the text. */
  leading?: ReactNode
  /** A unit, a key or a button inside the box, after the text. */
  trailing?: ReactNode
  /** For the text box itself; `className` goes to the outermost element. */
  inputClassName?: string | undefined
}

/** A one-line text box. Inside a `Field` it takes its label, help and error from there. */
export function Input({ leading, trailing, className, inputClassName, ...props }: InputProps) {
  const control = useControlProps(props)
  const input = (
    <input
      {...props}
      {...control}
      className={cn(
        controlClasses,
        'h-control read-only:bg-subtle',
        leading ? 'ps-8' : '',
        trailing ? 'pe-12' : '',
        leading || trailing ? '' : className,
        inputClassName,
      )}
    />
  )
  if (!leading && !trailing) return input
  return (
    <div className={cn('relative min-w-0', className)}>
      {leading ? (
        <span className="pointer-events-none absolute inset-y-0 start-2.5 flex items-center text-faint [&_svg]:size-4">
          {leading}
        </span>
      ) : null}
      {input}
      {trailing ? (
        <span className="absolute inset-y-0 end-1.5 flex items-center gap-1 text-faint">{trailing}</span>
      ) : null}
    </div>
  )
}
