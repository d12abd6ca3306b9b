'use client'

import { type Check, Code, Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { chooseTheme, parseTheme, type Theme } from '@/components/shell/theme'
import { Avatar } from '@/components/ui/avatar'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
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
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`User menu: ${name}`}
        className="flex h-11 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-start hover:bg-hover data-[state=open]:bg-hover md:max-xl:w-10 md:max-xl:justify-center md:max-xl:px-0"
      >
        <Avatar name={name} size="md" />
        <span className="min-w-0 flex-1 md:max-xl:hidden">
          <span className="block truncate font-medium text-fg text-sm leading-4">{name}</span>
          <span className="block truncate text-muted text-xs">{user.role}</span>
        </span>
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="start" className="w-56">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium text-fg text-sm">{name}</p>
          <p className="truncate text-muted text-xs">{user.email ?? user.name}</p>
          <p className="text-muted text-xs">{user.role}</p>
        </div>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={chosen}
          onValueChange={(value) => {
            const next = parseTheme(value)
            setChosen(next)
            chooseTheme(next)
          }}
        >
          {choices.map(({ value, label, icon: Icon }) => (
            <DropdownMenuRadioItem
              key={value}
              value={value}
              icon={<Icon strokeWidth={1.75} />}
              onSelect={(event) => event.preventDefault()}
            >
              {label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem icon={<Keyboard strokeWidth={1.75} />} hint="?" onSelect={onShortcuts}>
          Keyboard shortcuts
        </DropdownMenuItem>
        <DropdownMenuItem icon={<Code strokeWidth={1.75} />} onSelect={onApi}>
          API documentation
        </DropdownMenuItem>
        <DropdownMenuItem icon={<LogOut strokeWidth={1.75} />} onSelect={onSignOut}>
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
