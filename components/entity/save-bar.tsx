'use client'

import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { useShortcuts } from '@/components/shell/use-shortcuts'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'

interface SaveBarProps {
  label: string
  isSaving: boolean
  /** Where "Cancel" goes. */
  cancelHref: string
  /** Why this person may not save. */
  disabledReason?: string | undefined
  onSave: () => void
  /** A short word beside the buttons. */
  children?: ReactNode
}

/** The foot of a form, always in reach. Ctrl or Cmd with Enter or S saves from anywhere on the page. */
export function SaveBar({ label, isSaving, cancelHref, disabledReason, onSave, children }: SaveBarProps) {
  const save = disabledReason === undefined ? onSave : nothing
  useShortcuts(
    useMemo(() => ({ 'mod+s': save, 'mod+enter': save }), [save]),
    false,
  )
  return (
    <div className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 border-line border-t bg-bg px-page py-3">
      <Button type="submit" data-save variant="primary" pending={isSaving} disabledReason={disabledReason}>
        {label}
      </Button>
      <LinkButton href={cancelHref} variant="ghost">
        Cancel
      </LinkButton>
      {children}
    </div>
  )
}

const nothing = () => undefined
