'use client'

import { useQuery } from '@tanstack/react-query'
import { ReferenceLink } from '@/components/entity/reference-link'
import { referenceName } from '@/components/entity/reference-name'
import { teamRolesQuery } from '@/lib/client/account'

/** What somebody may do besides, by the teams that they are in: a role is given and taken away there. */
export function TeamRoles({ userId }: { userId: string }) {
  const { data } = useQuery(teamRolesQuery([userId]))
  const brought = data?.get(userId) ?? []
  if (brought.length === 0) return null
  return (
    <section aria-label="Roles by teams" className="mt-4 text-sm">
      <p className="text-muted">Roles that their teams bring besides:</p>
      <ul>
        {brought.map(({ role, team }) => (
          <li key={role.id} className="flex flex-wrap items-center gap-x-1.5">
            {referenceName(role)} <span className="text-muted">by</span> <ReferenceLink reference={team} />
          </li>
        ))}
      </ul>
    </section>
  )
}
