import { referenceHref, referenceName } from '@/components/entity/reference-name'
import { Avatar } from '@/components/ui/avatar'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Rest } from '@/components/ui/rest'
import type { EntityReference } from '@/lib/model/entities/entity'

interface OwnerListProps {
  owners: readonly EntityReference[] | undefined
  /** In a table row: the first in words, further ones behind "+2". Otherwise one under the other. */
  compact?: boolean | undefined
  className?: string | undefined
}

/** People (round) and teams (square) who own something, each leading to their page; "No owner", quietly, where there is none. */
export function OwnerList({ owners = [], compact = false, className }: OwnerListProps) {
  const [first, ...others] = owners
  if (first === undefined)
    return (
      <span
        className={cn(
          'text-faint text-sm',
          compact && 'group-hover/row:text-muted group-data-selected/row:text-muted',
          className,
        )}
      >
        No owner
      </span>
    )
  if (!compact) {
    return (
      <ul className={cn('grid gap-1.5', className)}>
        {owners.map((owner) => (
          <li key={owner.id} className="flex min-w-0">
            <OwnerLink owner={owner} />
          </li>
        ))}
      </ul>
    )
  }
  return (
    <span className={cn('flex min-w-0 items-center gap-1.5', className)}>
      {link(first)}
      <Rest items={others} name={referenceName} show={link} />
    </span>
  )
}

const link = (owner: EntityReference) => <OwnerLink key={owner.id} owner={owner} />

function OwnerLink({ owner }: { owner: EntityReference }) {
  const href = referenceHref(owner)
  if (href === undefined) return <Owner owner={owner} />
  return (
    <Link
      href={href}
      prefetch={false}
      className="flex min-w-0 rounded-sm hover:underline focus-visible:outline-offset-0"
    >
      <Owner owner={owner} />
    </Link>
  )
}

/** One owner: avatar and name. */
export function Owner({ owner, className }: { owner: EntityReference; className?: string | undefined }) {
  const name = referenceName(owner)
  return (
    <span className={cn('inline-flex min-w-0 items-center gap-1.5 text-sm', className)}>
      <Avatar name={name} shape={owner.type === 'team' ? 'square' : 'round'} />
      <span dir="auto" className={cn('truncate', owner.deleted && 'line-through')}>
        {name}
      </span>
      {owner.inherited ? <span className="shrink-0 text-faint text-xs">inherited</span> : null}
    </span>
  )
}
