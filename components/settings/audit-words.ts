/** The audit in words: what was done, with what, and how somebody had shown who they are. */
import { counted } from '@/lib/model/rules/counted'
import type { AuditEntryView, AuditKind } from '@/lib/model/wire/audit'

export const kindWords: Readonly<Record<AuditKind, string>> = {
  signedIn: 'Signed in',
  signInRefused: 'Sign-in refused',
  signedOut: 'Signed out',
  sessionsEnded: 'Signed out everywhere else',
  passwordChanged: 'Changed a password',
  passwordLinkMade: 'Made a link for a password',
  passwordLinkUsed: 'Chose a password by a link',
  tokenMade: 'Made a token',
  tokenShown: 'Looked at a token',
  tokenRevoked: 'Revoked a token',
  settingChanged: 'Changed a setting',
  rightsRefused: 'Refused for want of rights',
  entityCreated: 'Created',
  entityUpdated: 'Changed',
  entityFieldsChanged: 'Changed without a version',
  entitySoftDeleted: 'Deleted',
  entityRestored: 'Restored',
  entityDeleted: 'Deleted for good',
}

/** What is looked for together; every kind is in one of them (`audit-words.test.ts`). */
export const kindGroups = {
  'sign-ins': { label: 'Sign-ins', kinds: ['signedIn', 'signedOut', 'sessionsEnded'] },
  refused: { label: 'What was refused', kinds: ['signInRefused', 'rightsRefused'] },
  secrets: {
    label: 'Passwords and tokens',
    kinds: ['passwordChanged', 'passwordLinkMade', 'passwordLinkUsed', 'tokenMade', 'tokenShown', 'tokenRevoked'],
  },
  created: { label: 'What was created', kinds: ['entityCreated'] },
  changed: { label: 'What was changed', kinds: ['entityUpdated', 'entityFieldsChanged', 'settingChanged'] },
  deleted: { label: 'What was deleted', kinds: ['entitySoftDeleted', 'entityDeleted'] },
  restored: { label: 'What was restored', kinds: ['entityRestored'] },
} as const satisfies Record<string, { label: string; kinds: readonly AuditKind[] }>
export type KindGroup = keyof typeof kindGroups
export const groupNames = Object.keys(kindGroups) as KindGroup[] // its keys

export const callerWords = {
  session: 'Signed in',
  token: 'By a token',
  bot: 'By the token of a bot',
  system: 'By the server itself',
} as const satisfies Record<NonNullable<AuditEntryView['caller']>, string>

/** `glossaryTerm` → "glossary term". */
const inWords = (name: string): string => name.replaceAll(/(?=[A-Z])/g, ' ').toLowerCase()

/** "dashboard", "3 glossaries". */
const thingWords = (type: string, count: number): string =>
  count === 1 ? inWords(type) : counted(count, inWords(type))

/** "Changed 41 dashboards", "Sign-in refused, 12 times". */
export function entryWords({ kind, thing, count }: AuditEntryView): string {
  if (!kind.startsWith('entity')) return count === 1 ? kindWords[kind] : `${kindWords[kind]}, ${counted(count, 'time')}`
  const what = thing === undefined ? '' : ` ${thingWords(thing.type, count)}`
  const [verb, ...rest] = kindWords[kind].split(' ')
  return [`${verb}${what}`, ...rest].join(' ')
}
