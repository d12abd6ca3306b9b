import type { Services } from '@/lib/app/services'
import type { IssuedToken } from '@/lib/auth/issued-tokens'
import type { TokenUser } from '@/lib/http/operations/token-owner'

/** The text of an issued token; signing it again gives another text for the same permission. */
export const signToken = (token: IssuedToken, user: TokenUser, { tokens }: Pick<Services, 'tokens'>): Promise<string> =>
  tokens.issue({ id: token.id, kind: token.kind, user, issuedAt: token.issuedAt, expiresAt: token.expiresAt })
