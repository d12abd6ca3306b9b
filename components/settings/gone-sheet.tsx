'use client'

import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'

interface GoneSheetProps {
  /** "bot" */
  noun: string
  /** What the address calls it. */
  name: string
  onClose: () => void
}

/** The sheet of an address that names what is not there: a link to something that was renamed or deleted since. */
export function GoneSheet({ noun, name, onClose }: GoneSheetProps) {
  return (
    <Sheet
      onClose={onClose}
      title={`There is no such ${noun}`}
      footer={
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <p className="text-muted text-sm [overflow-wrap:anywhere]">
        Nothing here is called{' '}
        <code dir="ltr" className="font-mono text-fg text-xs">
          {name}
        </code>
        . It may have been renamed or deleted, or the link is incomplete.
      </p>
    </Sheet>
  )
}
