import { referenceName } from '@/components/entity/reference-name'
import { SheetTitle } from '@/components/settings/sheet-title'
import type { UserRow } from '@/components/settings/users-url'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import type { DataTableColumn } from '@/components/ui/data-table-props'
import { RelativeTime } from '@/components/ui/relative-time'
import { entityHref } from '@/lib/client/links'
import { shownName } from '@/lib/model/rules/shown-name'
import type { Accounts, TeamRoles } from '@/lib/model/wire/account'

interface Options {
  /** How each can sign in; not told to everybody. */
  accounts: Accounts['data'] | undefined
  /** What their teams bring them, by id; missing while it is asked for. */
  brought: ReadonlyMap<string, TeamRoles['data'][number]['roles']> | undefined
  /** Opens somebody's sheet; left out where there is none for whoever looks. */
  onOpen: ((user: UserRow) => void) | undefined
}

export const userColumns = ({ accounts, brought, onOpen }: Options): readonly DataTableColumn<UserRow>[] => {
  const states = new Map(accounts?.map((account) => [account.userId, account]))
  return [
    {
      id: 'user',
      header: 'User',
      card: 'title',
      cell: (user) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <Avatar name={shownName(user)} />
          <span className="min-w-0">
            <SheetTitle
              onOpen={onOpen === undefined ? undefined : () => onOpen(user)}
              href={entityHref('user', user.fullyQualifiedName ?? user.name)}
              className={user.deleted ? 'text-muted' : undefined}
            >
              {shownName(user)}
            </SheetTitle>
            <span className="block truncate font-mono text-muted text-xs">{user.email}</span>
          </span>
        </span>
      ),
    },
    {
      id: 'roles',
      header: 'Role',
      width: 'w-56',
      card: 'plain',
      cell: (user) => {
        const account = states.get(user.id)
        const own = (user.roles ?? []).map(referenceName)
        const byTeams = (brought?.get(user.id) ?? []).map(
          ({ role, team }) => `${referenceName(role)} (${referenceName(team)})`,
        )
        const roles = user.isAdmin ? 'Administrator' : [...own, ...byTeams].join(', ')
        return (
          <span className="flex min-w-0 items-center gap-1.5">
            {user.deleted ? (
              <Badge tone="warning">Disabled</Badge>
            ) : account?.hasPassword === false ? (
              <Badge title={account.linkMadeBy && `By ${account.linkMadeBy}`}>
                {account.linkEndsAt === undefined ? 'No password' : 'Invited'}
              </Badge>
            ) : null}
            <span className="truncate" title={roles || undefined}>
              {roles === '' && brought !== undefined ? <span className="text-faint">Reader</span> : roles}
            </span>
          </span>
        )
      },
    },
    ...(accounts === undefined
      ? []
      : [
          {
            id: 'signedIn',
            header: 'Signed in',
            width: 'w-32',
            cell: (user: UserRow) => {
              const at = states.get(user.id)?.signedInAt
              return at === undefined ? <span className="text-faint">No record</span> : <RelativeTime value={at} />
            },
          },
        ]),
    {
      id: 'teams',
      header: 'Teams',
      width: 'w-48',
      hideBelow: 'xl',
      cell: (user) => {
        const teams = (user.teams ?? []).map(referenceName).join(', ')
        return teams === '' ? (
          <span className="text-faint">No team</span>
        ) : (
          <span className="block truncate">{teams}</span>
        )
      },
    },
  ]
}
