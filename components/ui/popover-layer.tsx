'use client'

import * as PopoverPrimitive from 'radix-ui/popover'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { floatingClasses } from '@/components/ui/floating'
import type { LayerProps } from '@/components/ui/on-demand'

interface PopoverLayerProps extends LayerProps {
  /** The popover is a dialog and needs a name. */
  label: string
  /** What is in it, with the way to close it. */
  children: (close: () => void) => ReactNode
  className?: string | undefined
}

/** A small panel beside its trigger. Focus moves in on opening and back on closing; Escape and a click outside close it. */
export function PopoverLayer({ trigger, open, onOpenChange, label, children, className }: PopoverLayerProps) {
  return (
    <PopoverPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <PopoverPrimitive.Trigger asChild>{trigger}</PopoverPrimitive.Trigger>
      <PopoverPrimitive.Portal>
        <PopoverPrimitive.Content
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            floatingClasses,
            'max-h-(--radix-popover-content-available-height) w-72 max-w-[calc(100vw-1rem)] overflow-y-auto p-3',
            className,
          )}
        >
          {children(() => onOpenChange(false))}
        </PopoverPrimitive.Content>
      </PopoverPrimitive.Portal>
    </PopoverPrimitive.Root>
  )
}
