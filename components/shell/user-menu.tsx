'use client'

import { type Check, Code, Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { chooseTheme, parseTheme, type Theme } from '@/components/shell/theme'
import { Avatar } from '@/components/ui/avatar'
import { Menu } from '@/components/ui/menu'
import { shownName } from '@/lib/model/rules/shown-name'

/** Who is signed in, as the shell shows it. */
export interface ShellUser {
  name: string
  displayName?: string | undefined
  email?: string | undefined
  /** "Administrator", "Data steward": what the person may do, in a word. */
  role: string
}

interface UserMenuProps {
  user: ShellUser
  theme: Theme
  onShortcuts: () => void
  onApi: () => void
  onSignOut: () => void
}

const choices = [
  { value: 'system', label: 'System', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const satisfies readonly { value: Theme; label: string; icon: typeof Check }[]

export function UserMenu({ user, theme, onShortcuts, onApi, onSignOut }: UserMenuProps) {
  const [chosen, setChosen] = useState(theme)
  const name = shownName(user)
  return (
    <Menu
      side="top"
      className="w-56"
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
      head={
        <div className="px-2 py-1.5">
          <p className="truncate font-medium text-fg text-sm">{name}</p>
          <p className="truncate text-muted text-xs">{user.email ?? user.name}</p>
          <p className="text-muted text-xs">{user.role}</p>
        </div>
      }
      entries={[
        'line',
        {
          heading: 'Theme',
          value: chosen,
          options: choices.map(({ icon: Icon, ...choice }) => ({ ...choice, icon: <Icon strokeWidth={1.75} /> })),
          onChange: (value) => {
            const next = parseTheme(value)
            setChosen(next)
            chooseTheme(next)
          },
          staysOpen: true,
        },
        'line',
        { label: 'Keyboard shortcuts', icon: <Keyboard strokeWidth={1.75} />, hint: '?', onSelect: onShortcuts },
        { label: 'API documentation', icon: <Code strokeWidth={1.75} />, onSelect: onApi },
        { label: 'Sign out', icon: <LogOut strokeWidth={1.75} />, onSelect: onSignOut },
      ]}
    />
  )
}
