'use client'

import type { ComponentProps, ReactNode } from 'react'
import { type ButtonVariant, buttonVariants } from '@/components/ui/button-variants'
import { cn } from '@/components/ui/cn'
import { tooltip as tooltipOf } from '@/components/ui/tooltip'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'children'> {
  /** The button's name, also shown as its tooltip. */
  label: string
  children: ReactNode
  variant?: ButtonVariant | undefined
  size?: 'md' | 'sm' | undefined
  /** Off where the name is already visible next to the button. */
  tooltip?: boolean | undefined
  /** Keys shown in the tooltip, as in "Ctrl K". */
  keys?: string | undefined
}

/** A square button with an icon only; its label is required and becomes both name and tooltip. */
export function IconButton({
  label,
  variant = 'ghost',
  size = 'md',
  tooltip = true,
  keys,
  className,
  children,
  ...props
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...(tooltip && tooltipOf(label, { keys }))}
      {...props}
      className={cn(buttonVariants({ variant, size: size === 'sm' ? 'icon-sm' : 'icon' }), className)}
    >
      {children}
    </button>
  )
}
