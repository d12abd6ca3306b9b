/** What there is to set, as the navigation of the settings and the palette list it. */
import { listHref } from '@/lib/client/links'
import type { EntityType } from '@/lib/model/entities/entity'
import { type Actor, can } from '@/lib/model/rules/access'

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
const mayMake =
  (type: EntityType) =>
  (actor: Actor): boolean =>
    can(actor, 'Create', type) || can(actor, 'EditAll', type)

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
    sections: [
      { label: 'Users', href: listHref('user'), isFor: isAdmin },
      { label: 'Teams', href: listHref('team'), isFor: mayMake('team') },
      { label: 'Bots', href: '/settings/bots', isFor: isAdmin },
      { label: 'Roles and policies', href: '/settings/roles', isFor: isAdmin },
      { label: 'Check access', href: '/settings/check-access', isFor: isAdmin },
      { label: 'Audit', href: '/settings/audit', isFor: isAdmin },
    ],
  },
  {
    heading: 'Vocabulary',
    sections: [
      { label: 'Classifications', href: listHref('classification'), isFor: mayMake('classification') },
      { label: 'Tags', href: listHref('tag'), isFor: mayMake('tag') },
      { label: 'Glossaries', href: listHref('glossary'), isFor: mayMake('glossary') },
      { label: 'Domains', href: listHref('domain'), isFor: mayMake('domain') },
      { label: 'Data products', href: listHref('dataProduct'), isFor: mayMake('dataProduct') },
      { label: 'Custom properties', href: '/settings/custom-properties', isFor: isAdmin },
      { label: 'Tiers and certifications', href: '/settings/certifications', isFor: isAdmin },
    ],
  },
]

/** What is of use to this person; a group without anything is left out. */
export const sectionsFor = (actor: Actor): readonly SettingsGroup[] =>
  groups
    .map((group) => ({ ...group, sections: group.sections.filter(({ isFor }) => isFor?.(actor) ?? true) }))
    .filter(({ sections }) => sections.length > 0)
