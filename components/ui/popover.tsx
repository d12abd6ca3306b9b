'use client'

import * as PopoverPrimitive from 'radix-ui/popover'
import type { ComponentProps } from 'react'
import { cn } from '@/components/ui/cn'
import { floatingClasses } from '@/components/ui/floating'

export const Popover = PopoverPrimitive.Root
/** Use with `asChild` around a button or a `FilterChip`. */
export const PopoverTrigger = PopoverPrimitive.Trigger
export const PopoverAnchor = PopoverPrimitive.Anchor
export const PopoverClose = PopoverPrimitive.Close

interface PopoverContentProps extends ComponentProps<typeof PopoverPrimitive.Content> {
  /** The popover is a dialog and needs a name. */
  label: string
}

/** A small panel beside its trigger. Focus moves in on opening and back on closing; Escape and a click outside close it. */
export function PopoverContent({ label, className, ...props }: PopoverContentProps) {
  return (
    <PopoverPrimitive.Portal>
      <PopoverPrimitive.Content
        aria-label={label}
        align="start"
        sideOffset={4}
        collisionPadding={8}
        {...props}
        className={cn(
          floatingClasses,
          'max-h-(--radix-popover-content-available-height) w-72 max-w-[calc(100vw-1rem)] overflow-y-auto p-3',
          className,
        )}
      />
    </PopoverPrimitive.Portal>
  )
}
