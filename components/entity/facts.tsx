'use client'

import type { ReactNode } from 'react'
import { useInlineEdit } from '@/components/entity/inline-edit'

interface FactProps {
  label: string
  /** Fields that its pencil edits. */
  edits?: readonly string[] | undefined
  children: ReactNode
}

/** One fact beside a description, in a list of them. What is not known is said quietly by the caller. */
export function Fact({ label, edits, children }: FactProps) {
  const { button, editor } = useInlineEdit(label, edits)
  if (editor !== undefined)
    return (
      <div className="min-w-0">
        <dt className="sr-only">{label}</dt>
        <dd>{editor}</dd>
      </div>
    )
  return (
    <div className="group/editable grid min-w-0 grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2">
      <dt className="text-faint [overflow-wrap:anywhere]">{label}</dt>
      <dd className="flex min-w-0 items-start gap-1 text-fg [overflow-wrap:anywhere]">
        <div className="grid min-w-0 flex-1 gap-1.5">{children}</div>
        {button}
      </dd>
    </div>
  )
}

/** The value of a fact that is not there. */
export const Missing = ({ children }: { children: ReactNode }) => <span className="text-muted">{children}</span>
