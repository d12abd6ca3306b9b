'use client'

import { Avatar } from '@/components/ui/avatar'
import { onDemand } from '@/components/ui/on-demand'
import { shownName } from '@/lib/model/rules/shown-name'

/** Who is signed in, as the shell shows it. */
export interface ShellUser {
  name: string
  displayName?: string | undefined
  email?: string | undefined
  /** "Administrator", "Data steward": what the person may do, in a word. */
  role: string
}

export interface UserMenuProps {
  user: ShellUser
  onShortcuts: () => void
  onApi: () => void
  onSignOut: () => void
}

const UserMenuOnDemand = onDemand('menu', () =>
  import('@/components/shell/user-menu-layer').then((module) => module.UserMenuLayer),
)

/** Who is signed in, and the button of their menu; what is in it comes with the menu. */
export function UserMenu(props: UserMenuProps) {
  const { user } = props
  const name = shownName(user)
  return (
    <UserMenuOnDemand
      {...props}
      trigger={
        <button
          type="button"
          aria-label={`User menu: ${name}`}
          className="flex h-11 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-start hover:bg-hover data-[state=open]:bg-hover md:max-xl:w-10 md:max-xl:justify-center md:max-xl:px-0"
        >
          <Avatar name={name} size="md" />
          <span className="min-w-0 flex-1 md:max-xl:hidden">
            <span className="block truncate font-medium text-fg text-sm leading-4">{name}</span>
            <span className="block truncate text-muted text-xs">{user.role}</span>
          </span>
        </button>
      }
    />
  )
}
