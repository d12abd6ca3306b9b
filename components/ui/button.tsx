'use client'

import { type ComponentProps, type MouseEvent, useId } from 'react'
import { type ButtonVariant, buttonVariants } from '@/components/ui/button-variants'
import { cn } from '@/components/ui/cn'
import { Spinner } from '@/components/ui/spinner'
import { tooltip } from '@/components/ui/tooltip'

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant | undefined
  size?: 'md' | 'sm' | undefined
  /** Work is under way: the label stays, a second press does nothing. */
  pending?: boolean | undefined
  /** Why the action is not possible. The button stays focusable, does nothing and shows the reason. */
  disabledReason?: string | undefined
}

/** A button, 32 px high (28 with `sm`, 40 under a finger). `type` is "button" unless said otherwise. */
export function Button({
  variant,
  size,
  pending,
  disabledReason,
  className,
  children,
  onClick,
  ...props
}: ButtonProps) {
  const reasonId = useId()
  const held = pending === true || disabledReason !== undefined
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (held) event.preventDefault()
    else onClick?.(event)
  }
  const button = (
    <button
      type="button"
      {...(disabledReason !== undefined && tooltip(disabledReason))}
      {...props}
      aria-disabled={held || undefined}
      aria-busy={pending || undefined}
      aria-describedby={disabledReason === undefined ? props['aria-describedby'] : reasonId}
      className={cn(buttonVariants({ variant, size }), className)}
      onClick={press}
    >
      {pending ? <Spinner /> : null}
      {children}
    </button>
  )
  if (disabledReason === undefined) return button
  return (
    <>
      {button}
      <span id={reasonId} className="sr-only">
        {disabledReason}
      </span>
    </>
  )
}
