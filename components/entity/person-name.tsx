'use client'

import { useQuery } from '@tanstack/react-query'
import { Avatar } from '@/components/ui/avatar'
import { cn } from '@/components/ui/cn'
import { entityQueries } from '@/lib/client/queries'
import { addresses } from '@/lib/model/entities/addresses'
import { quoteName } from '@/lib/model/rules/fqn'
import { shownName } from '@/lib/model/rules/shown-name'
import { systemName } from '@/lib/model/rules/system-name'

interface PersonNameProps {
  /** User name, as `updatedBy` has it. */
  name: string
  withAvatar?: boolean | undefined
  className?: string | undefined
}

/** A person by the name people know; the user name until it is known, and for those who are gone. */
export function PersonName({ name, withAvatar = false, className }: PersonNameProps) {
  const { data } = useQuery({
    ...entityQueries(addresses.user).byName(quoteName(name), { include: 'all' }),
    enabled: name !== systemName,
    staleTime: 5 * 60_000,
    retry: false,
  })
  const shown = shownName({ name, displayName: data?.displayName })
  return (
    <span title={name} className={cn('inline-flex min-w-0 items-center gap-1.5', className)}>
      {withAvatar ? <Avatar name={shown} /> : null}
      <span dir="auto" className="truncate">
        {shown}
      </span>
    </span>
  )
}
