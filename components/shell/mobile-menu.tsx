'use client'

import * as DialogPrimitive from 'radix-ui/dialog'
import type { ReactNode } from 'react'
import { MainNavigation } from '@/components/shell/main-navigation'
import type { CountKey } from '@/components/shell/navigation'
import { scrimClasses } from '@/components/ui/dialog'
import type { LayerProps } from '@/components/ui/on-demand'

interface MobileMenuProps extends LayerProps {
  counts: Partial<Record<CountKey, number>>
  userMenu: ReactNode
}

/** The navigation below 768 px: a dialog at the side. */
export function MobileMenu({ trigger, open, onOpenChange, counts, userMenu }: MobileMenuProps) {
  return (
    <DialogPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <DialogPrimitive.Trigger asChild>{trigger}</DialogPrimitive.Trigger>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={scrimClasses} />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            // Radix skips links when it looks for the first stop, but here they are what the dialog is for.
            event.preventDefault()
            if (event.target instanceof HTMLElement) event.target.querySelector('a')?.focus()
          }}
          className="fixed inset-y-0 start-0 z-40 flex w-72 max-w-[85vw] flex-col gap-3 overflow-y-auto border-line border-e bg-subtle p-2 shadow-float data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in"
        >
          <DialogPrimitive.Title className="px-2 pt-1 font-semibold text-base">Menu</DialogPrimitive.Title>
          <MainNavigation counts={counts} collapses={false} onNavigate={() => onOpenChange(false)} />
          <div className="mt-auto">{userMenu}</div>
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  )
}
