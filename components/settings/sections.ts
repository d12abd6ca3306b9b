/** What there is to set, as the navigation of the settings lists it. */
import type { Actor } from '@/lib/model/rules/access'

export interface SettingsSection {
  readonly label: string
  readonly href: string
  /** Whom it is of use to; everybody if left out. */
  readonly isFor?: (actor: Actor) => boolean
}

export interface SettingsGroup {
  readonly heading: string
  readonly sections: readonly SettingsSection[]
}

const isAdmin = (actor: Actor): boolean => actor.isAdmin

const groups: readonly SettingsGroup[] = [
  {
    heading: 'You',
    sections: [
      { label: 'Profile', href: '/settings/profile' },
      { label: 'Tokens', href: '/settings/tokens' },
    ],
  },
  {
    heading: 'People',
    sections: [{ label: 'Users', href: '/settings/users', isFor: isAdmin }],
  },
]

/** What is of use to this person; a group without anything is left out. */
export const sectionsFor = (actor: Actor): readonly SettingsGroup[] =>
  groups
    .map((group) => ({ ...group, sections: group.sections.filter(({ isFor }) => isFor?.(actor) ?? true) }))
    .filter(({ sections }) => sections.length > 0)
