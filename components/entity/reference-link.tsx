import type { ReactNode } from 'react'
import { referenceHref, referenceName } from '@/components/entity/reference-name'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import type { EntityReference } from '@/lib/model/entities/entity'

interface ReferenceLinkProps {
  reference: EntityReference
  /** Overrides the page it leads to. */
  href?: string | undefined
  icon?: ReactNode
  className?: string | undefined
}

/** The name of what a reference points to, as a link where there is a page; struck and marked when deleted. */
export function ReferenceLink({ reference, href = referenceHref(reference), icon, className }: ReferenceLinkProps) {
  const name = referenceName(reference)
  const isDeleted = reference.deleted === true
  const classes = cn('inline-flex min-w-0 max-w-full items-center gap-1.5 text-fg text-sm', className)
  const content = (
    <>
      {icon}
      <span
        dir="auto"
        title={reference.fullyQualifiedName ?? name}
        className={cn('truncate', isDeleted && 'text-muted line-through')}
      >
        {name}
      </span>
      {isDeleted ? <span className="shrink-0 text-faint text-xs">deleted</span> : null}
    </>
  )
  if (href === undefined) return <span className={classes}>{content}</span>
  return (
    <Link
      href={href}
      prefetch={false}
      className={cn(classes, 'rounded-sm hover:underline focus-visible:outline-offset-0')}
    >
      {content}
    </Link>
  )
}
