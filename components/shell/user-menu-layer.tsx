'use client'

import { Code, Keyboard, LogOut, type LucideIcon, Monitor, Moon, Sun, UserRound } from 'lucide-react'
import { type Choice, chooseLook, parseLook } from '@/components/shell/look'
import { useLook } from '@/components/shell/use-look'
import type { UserMenuProps } from '@/components/shell/user-menu'
import { MenuLayer } from '@/components/ui/menu-layer'
import type { LayerProps } from '@/components/ui/on-demand'
import { shownName } from '@/lib/model/rules/shown-name'

const choices = [
  { value: 'system', label: 'System', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const satisfies readonly { value: Choice<'theme'>; label: string; icon: LucideIcon }[]

/** The menu of the person who is signed in. */
export function UserMenuLayer({ user, onShortcuts, onApi, onSignOut, ...layer }: UserMenuProps & LayerProps) {
  const chosen = useLook('theme')
  return (
    <MenuLayer
      {...layer}
      side="top"
      className="w-56"
      head={
        <div className="px-2 py-1.5">
          <p className="truncate font-medium text-fg text-sm">{shownName(user)}</p>
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
          onChange: (value) => chooseLook('theme', parseLook('theme', value)),
          staysOpen: true,
        },
        'line',
        { label: 'Profile', icon: <UserRound strokeWidth={1.75} />, href: '/settings/profile' },
        { label: 'Keyboard shortcuts', icon: <Keyboard strokeWidth={1.75} />, hint: '?', onSelect: onShortcuts },
        { label: 'API documentation', icon: <Code strokeWidth={1.75} />, onSelect: onApi },
        { label: 'Sign out', icon: <LogOut strokeWidth={1.75} />, onSelect: onSignOut },
      ]}
    />
  )
}
