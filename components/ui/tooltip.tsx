'use client'

import * as TooltipPrimitive from 'radix-ui/tooltip'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { Kbd } from '@/components/ui/kbd'

/** Lets tooltips share their delay; mounted once in `app/providers.tsx`. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <TooltipPrimitive.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
    </TooltipPrimitive.Provider>
  )
}

interface TooltipProps {
  content: ReactNode
  /** One element that can take a ref and focus. */
  children: ReactNode
  className?: string | undefined
  side?: 'top' | 'right' | 'bottom' | 'left' | undefined
  keys?: string | undefined
}

/** A few words on hover and focus. Never the only place for something a person must know. */
export function Tooltip({ content, children, side = 'bottom', keys, className }: TooltipProps) {
  return (
    <TooltipPrimitive.Root>
      <TooltipPrimitive.Trigger asChild>{children}</TooltipPrimitive.Trigger>
      <TooltipPrimitive.Portal>
        <TooltipPrimitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            'z-50 flex max-w-72 animate-float-in items-center gap-2 rounded-md border border-line-strong bg-raised px-2 py-1 text-fg text-xs shadow-float',
            className,
          )}
        >
          {content}
          {keys === undefined ? null : <Kbd>{keys}</Kbd>}
        </TooltipPrimitive.Content>
      </TooltipPrimitive.Portal>
    </TooltipPrimitive.Root>
  )
}
