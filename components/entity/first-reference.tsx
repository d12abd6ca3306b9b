import type { ReactNode } from 'react'
import { ReferenceLink } from '@/components/entity/reference-link'
import { referenceName } from '@/components/entity/reference-name'
import { Rest } from '@/components/ui/rest'
import type { EntityReference } from '@/lib/model/entities/entity'

interface FirstReferenceProps {
  references: readonly EntityReference[] | undefined
  /** A word on the first. */
  children?: ReactNode
}

/** References in one line: the first, further ones behind "+2"; nothing where there are none. */
export function FirstReference({ references: [first, ...others] = [], children }: FirstReferenceProps) {
  if (first === undefined) return null
  return (
    <span className="flex min-w-0 items-baseline gap-1.5">
      {link(first)}
      {children}
      <Rest items={others} name={referenceName} show={link} />
    </span>
  )
}

const link = (reference: EntityReference) => <ReferenceLink key={reference.id} reference={reference} />
