'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useDeletionToast } from '@/components/catalogue/use-deletion-toast'
import { DeleteDialog } from '@/components/entity/delete-dialog'
import { referenceName } from '@/components/entity/reference-name'
import { type Policy, type Role, roleHoldersQuery } from '@/components/settings/roles-queries'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import { addresses } from '@/lib/model/entities/addresses'
import type { EntityReference } from '@/lib/model/entities/entity'
import { sentenceList } from '@/lib/model/fields/field'
import { counted } from '@/lib/model/rules/counted'
import { shownName } from '@/lib/model/rules/shown-name'

const kinds = {
  role: { def: addresses.role, many: 'roles' },
  policy: { def: addresses.policy, many: 'policies' },
} as const

type DeleteRightProps = (
  | { readonly what: 'role'; readonly entity: Role }
  | { readonly what: 'policy'; readonly entity: Policy }
) & {
  /** Closes the sheet. */
  readonly onGone: () => Promise<unknown>
}

/** Deletes a role or a policy, after saying who has it; softly, so that it can be taken back. */
export function DeleteRight({ onGone, ...given }: DeleteRightProps) {
  const { what, entity } = given
  const [isOpen, setIsOpen] = useState(false)
  const refresh = useRefreshCatalogue()
  const tellDeleted = useDeletionToast(kinds[what])
  const name = shownName(entity)
  return (
    <>
      <Button
        variant="ghost"
        className="text-danger"
        disabledReason={entity.provider === 'system' ? `This ${what} came with the catalogue and stays.` : undefined}
        onClick={() => setIsOpen(true)}
      >
        Delete…
      </Button>
      <DeleteDialog
        open={isOpen}
        onOpenChange={setIsOpen}
        name={name}
        count={1}
        onDelete={async ({ hardDelete }) => {
          await entityMutations(kinds[what].def).remove(entity.id, { hardDelete })
          await onGone()
          if (hardDelete) toast.success(`${name} deleted permanently.`)
          else tellDeleted([entity.id], name)
          await refresh()
        }}
      >
        {given.what === 'role' ? <RoleHolders role={given.entity} /> : <PolicyHolders policy={given.entity} />}
      </DeleteDialog>
    </>
  )
}

/** Who can do less without it. */
function RoleHolders({ role }: { role: Role }) {
  const { data, error } = useQuery(roleHoldersQuery(role.id))
  if (error !== null) return <p>Who has it could not be read.</p>
  if (data === undefined) return <p>Who has it is being looked up.</p>
  const { users = [], teams = [] } = data
  if (users.length + teams.length === 0) return <p>Nobody has it: no person and no team.</p>
  return (
    <>
      {users.length === 0 ? null : (
        <p>
          What it allows is gone for{' '}
          <strong className="font-semibold">{counted(users.length, 'person', 'people')}</strong>: {namesOf(users)}.
        </p>
      )}
      {teams.length === 0 ? null : (
        <p>
          It is no longer a default role of{' '}
          <strong className="font-semibold">{counted(teams.length, 'team', 'teams')}</strong>: {namesOf(teams)}.
        </p>
      )}
    </>
  )
}

function PolicyHolders({ policy: { roles = [], teams = [] } }: { policy: Policy }) {
  if (roles.length + teams.length === 0) return <p>Nobody has it: no role and no team brings it.</p>
  return (
    <>
      {roles.length === 0 ? null : (
        <p>
          Its rules leave <strong className="font-semibold">{counted(roles.length, 'role', 'roles')}</strong>:{' '}
          {namesOf(roles)}.
        </p>
      )}
      {teams.length === 0 ? null : (
        <p>
          They no longer count for everybody in{' '}
          <strong className="font-semibold">{counted(teams.length, 'team', 'teams')}</strong>: {namesOf(teams)}.
        </p>
      )}
    </>
  )
}

const namedMax = 5

/** "Ana, Kim and 12 others" */
function namesOf(references: readonly EntityReference[]): string {
  const [named, more] = [references.slice(0, namedMax), references.length - namedMax]
  return sentenceList([...named.map(referenceName), ...(more > 0 ? [counted(more, 'other', 'others')] : [])])
}
