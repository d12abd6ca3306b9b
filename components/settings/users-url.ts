/** The state of the list of users in the address. */
import { type inferParserType, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { entityQueries, type ListParams } from '@/lib/client/queries'
import { addresses } from '@/lib/model/entities/addresses'
import type { Entity, EntityReference } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'

export const pageSize = 50

/** What can be asked of how somebody stands. */
export const userStates = ['active', 'disabled', 'invited', 'uninvited', 'unseen'] as const

/** What a role can be besides one of the catalogue. */
export const roleWords = { administrator: 'is:administrator', reader: 'is:reader' } as const

export const usersUrl = {
  q: parseAsString.withDefault(''),
  role: parseAsString,
  team: parseAsString,
  state: parseAsStringLiteral(userStates),
  after: parseAsString,
  before: parseAsString,
  page: parseAsInteger.withDefault(1),
  /** Whose sheet is open, by name. */
  user: parseAsString,
  new: parseAsBoolean.withDefault(false),
}
export type UsersState = inferParserType<typeof usersUrl>

/** A user as the list and the sheet read one. */
export interface UserRow extends Entity {
  email: string
  isAdmin?: boolean
  roles?: EntityReference[]
  teams?: EntityReference[]
}

const address: EntityAddress<UserRow> = addresses.user
const userFields = 'teams,roles'

const usersParams = ({ q, role, team, state, after, before }: UsersState): ListParams => ({
  fields: userFields,
  include: state === null ? 'all' : state === 'disabled' ? 'deleted' : 'non-deleted',
  isBot: false,
  ...(state !== null && state !== 'active' && state !== 'disabled' && { account: state }),
  ...(role === roleWords.administrator
    ? { isAdmin: true }
    : role === roleWords.reader
      ? { role: 'none', isAdmin: false }
      : role !== null && { role }),
  ...(team !== null && { team }),
  sort: 'displayName',
  limit: pageSize,
  ...(q.trim() !== '' && { q: q.trim().slice(0, 500) }),
  ...(after !== null && { after }),
  ...(after === null && before !== null && { before }),
})

export const usersQuery = (state: UsersState) => entityQueries(address).list(usersParams(state))

export const userQuery = (fqn: string) => entityQueries(address).byName(fqn, { fields: userFields, include: 'all' })
