import type { ReactNode } from 'react'
import { Fqn } from '@/components/entity/fqn'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { shownName } from '@/lib/model/rules/shown-name'

interface EntityNameProps {
  /** What it looks like, before its name. */
  mark?: ReactNode
  name: string
  displayName?: string | undefined
  fullyQualifiedName?: string | undefined
  href?: string | undefined
  /** A removed record stays readable, struck through, with the word. */
  deleted?: boolean | undefined
  /** What is missing, said quietly at the end of the second line. */
  note?: string | undefined
  className?: string | undefined
}

/** The two lines that stand for a record in a list: its display name as a link, the FQN below. */
export function EntityName({
  mark,
  name,
  displayName,
  fullyQualifiedName,
  href,
  deleted = false,
  note,
  className,
}: EntityNameProps) {
  const shown = shownName({ name, displayName })
  const nameClasses = cn('block truncate font-medium text-base text-fg leading-5', deleted && 'line-through')
  return (
    <span className={cn('block min-w-0', className)}>
      {href === undefined ? (
        <span dir="auto" title={shown} className={nameClasses}>
          {mark}
          {shown}
        </span>
      ) : (
        <Link
          dir="auto"
          href={href}
          // A list has fifty of these: fetching each page ahead would cost the server fifty times the list.
          prefetch={false}
          title={shown}
          className={cn(nameClasses, 'rounded-sm hover:underline focus-visible:outline-offset-0')}
        >
          {mark}
          {shown}
        </Link>
      )}
      {fullyQualifiedName === undefined ? null : (
        <span className="flex min-w-0 items-center gap-1.5">
          <Fqn fullyQualifiedName={fullyQualifiedName} truncate className="leading-4" />
          {note === undefined ? null : (
            <span className="shrink-0 text-faint text-xs leading-4 group-hover/row:text-muted group-data-selected/row:text-muted">
              {note}
            </span>
          )}
        </span>
      )}
    </span>
  )
}
