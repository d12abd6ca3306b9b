import Link from 'next/link'
import { Fqn } from '@/components/entity/fqn'
import { cn } from '@/components/ui/cn'
import { shownName } from '@/lib/model/shown-name'

interface EntityNameProps {
  name: string
  displayName?: string | undefined
  fullyQualifiedName?: string | undefined
  href?: string | undefined
  /** A removed record stays readable, struck through, with the word. */
  deleted?: boolean | undefined
  className?: string | undefined
}

/** The two lines that stand for a record in a list: its display name as a link, the FQN below. */
export function EntityName({
  name,
  displayName,
  fullyQualifiedName,
  href,
  deleted = false,
  className,
}: EntityNameProps) {
  const shown = shownName({ name, displayName })
  const nameClasses = cn('block truncate font-medium text-base text-fg leading-5', deleted && 'line-through')
  return (
    <span className={cn('block min-w-0', className)}>
      {href === undefined ? (
        <span dir="auto" title={shown} className={nameClasses}>
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
          {shown}
        </Link>
      )}
      {fullyQualifiedName === undefined ? null : (
        <Fqn fullyQualifiedName={fullyQualifiedName} truncate className="leading-4" />
      )}
    </span>
  )
}
