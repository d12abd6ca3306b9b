/** One's own account: sessions, password, personal tokens. */
import { queryOptions } from '@tanstack/react-query'
import { api, send } from '@/lib/client/api'
import type { EntityPage } from '@/lib/client/queries'
import type { Accounts, PasswordLink, PersonalToken, Sessions, TeamRoles } from '@/lib/model/wire/account'

const sessions = '/api/x/sessions'

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'] as const,
  queryFn: ({ signal }) => send<Sessions>(sessions, { signal }),
})

export const endOtherSessions = (): Promise<Sessions> => send<Sessions>(sessions, { method: 'DELETE' })

/** Ends all sessions of the person, this one too. */
export const changePassword = async (given: {
  readonly oldPassword: string
  readonly newPassword: string
  readonly revokeTokens: boolean
}): Promise<void> => {
  const body = { requestType: 'SELF', confirmPassword: given.newPassword, ...given }
  await api('users/changePassword', { method: 'PUT', body })
}

export const tokensQuery = queryOptions({
  queryKey: ['personalTokens'] as const,
  queryFn: ({ signal }) => api<EntityPage<PersonalToken>>('users/security/token', { signal }),
})

export const createToken = (tokenName: string, expiry: string): Promise<PersonalToken> =>
  api('users/security/token', { method: 'PUT', body: { tokenName, JWTTokenExpiry: expiry } })

/** Gives the tokens that are left. */
export const revokeToken = (id: string): Promise<EntityPage<PersonalToken>> =>
  api('users/security/token/revoke', { method: 'PUT', body: { tokenIds: [id] } })

/** Who of these users can sign in; for administrators. */
export const accountsQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['accounts', ids] as const,
    queryFn: ({ signal }) => send<Accounts>('/api/x/accounts', { query: { ids: ids.join(',') }, signal }),
  })

/** Which roles the teams of these users bring them; the key begins as that of users, so that a write makes it stale. */
export const teamRolesQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['users', 'teamRoles', ids] as const,
    queryFn: async ({ signal }) => {
      const { data } = await send<TeamRoles>('/api/x/teamRoles', { query: { ids: ids.join(',') }, signal })
      return new Map(data.map(({ userId, roles }) => [userId, roles]))
    },
  })

/** A link by which the person gives themselves a password, as a whole address; sent to them too, if `byMail`. */
export async function createPasswordLink(
  userId: string,
  byMail = false,
): Promise<{ address: string; expiresAt: number; sentTo?: string | undefined }> {
  const body = { userId, send: byMail }
  const { path, expiresAt, sentTo } = await send<PasswordLink>('/api/x/passwordLinks', { method: 'POST', body })
  return { address: window.location.origin + path, expiresAt, sentTo }
}
