/** Programs and how they sign in, as the settings ask for them; for administrators. */
import { queryOptions } from '@tanstack/react-query'
import { api, send } from '@/lib/client/api'
import { entityMutations } from '@/lib/client/mutations'
import type { EntityPage } from '@/lib/client/queries'
import { addresses } from '@/lib/model/entities/addresses'
import type { Entity, EntityReference } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import type { Accounts } from '@/lib/model/wire/account'

const botAddress: EntityAddress<BotEntity> = addresses.bot
const all = 1000
const accountsAtOnce = 100

interface BotEntity extends Entity {
  readonly botUser: EntityReference
  readonly description?: string
  readonly provider?: string
}
/** The user that a bot acts as. */
export interface BotUser extends Entity {
  readonly roles?: readonly EntityReference[]
}

/** A bot with the user that it acts as. */
export interface Bot {
  readonly id: string
  readonly name: string
  readonly displayName: string | undefined
  readonly description: string | undefined
  /** Came with the catalogue, and stays. */
  readonly isShipped: boolean
  /** Undefined where the user is gone. */
  readonly user: BotUser | undefined
  readonly token: Accounts['data'][number]['botToken']
}

async function readBots(signal: AbortSignal): Promise<Bot[]> {
  const [bots, users] = await Promise.all([
    api<EntityPage<BotEntity>>('bots', { query: { limit: all, sort: 'displayName' }, signal }),
    api<EntityPage<BotUser>>('users', { query: { isBot: true, include: 'all', fields: 'roles', limit: all }, signal }),
  ])
  const known = new Map(users.data.map((user) => [user.id, user]))
  const tokens = new Map<string, Bot['token']>()
  const ids = bots.data.map(({ botUser }) => botUser.id).filter((id) => known.has(id))
  for (let from = 0; from < ids.length; from += accountsAtOnce) {
    const query = { ids: ids.slice(from, from + accountsAtOnce).join(',') }
    const { data } = await send<Accounts>('/api/x/accounts', { query, signal })
    for (const { userId, botToken } of data) tokens.set(userId, botToken)
  }
  return bots.data.map(({ id, name, displayName, description, provider, botUser }) => ({
    id,
    name,
    displayName,
    description,
    isShipped: provider === 'system',
    user: known.get(botUser.id),
    token: tokens.get(botUser.id),
  }))
}

export const botsQuery = queryOptions({
  queryKey: ['bots'] as const,
  queryFn: ({ signal }) => readBots(signal),
})

interface NewBot {
  readonly name: string
  readonly description: string
  /** Id of a role; empty for one that only reads. */
  readonly role: string
}

/** A bot and the user that it acts as: both, or neither. */
export async function createBot({ name, description, role }: NewBot): Promise<void> {
  const user = await api<Entity>('users', {
    method: 'POST',
    body: { name, email: addressOf(name), isBot: true, roles: role === '' ? [] : [role] },
  })
  try {
    const body = { name, botUser: user.name, ...(description !== '' && { description }) }
    await api('bots', { method: 'POST', body })
  } catch (error) {
    await entityMutations(addresses.user).remove(user.id, { hardDelete: true })
    throw error
  }
}

/** Every user has an address of their own; nobody reads mail at this one. */
const addressOf = (name: string): string =>
  `${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .slice(0, 60)}@bots.invalid`

/** Its roles, by their ids, in place of those it has. 412 when it has moved on meanwhile. */
export const giveBotRoles = (user: BotUser, roles: readonly string[]) =>
  entityMutations(addresses.user).patch(
    user.id,
    [{ op: 'add', path: '/roles', value: roles.map((id) => ({ id, type: 'role' })) }],
    user.version,
  )

/** For good: the bot and its user with its token. */
export async function deleteBot({ id, user }: Bot): Promise<void> {
  await entityMutations(botAddress).remove(id, { hardDelete: true })
  if (user !== undefined) await entityMutations(addresses.user).remove(user.id, { hardDelete: true })
}

/** Its tokens are refused until it is enabled again. */
export const disableBot = (userId: string) => entityMutations(addresses.user).remove(userId)
export const enableBot = (userId: string) => entityMutations(addresses.user).restore(userId)

/** A new token, in place of the one before. */
export const makeBotToken = (userId: string, expiry: string) =>
  api<{ readonly JWTToken: string }>(`users/generateToken/${userId}`, {
    method: 'PUT',
    body: { JWTTokenExpiry: expiry },
  })

export const revokeBotToken = (userId: string) =>
  api<unknown>('users/revokeToken', { method: 'PUT', body: { id: userId } })

export const botRolesQuery = queryOptions({
  queryKey: ['roles', 'names'] as const,
  queryFn: ({ signal }) => api<EntityPage<Entity>>('roles', { query: { limit: all, sort: 'displayName' }, signal }),
})
