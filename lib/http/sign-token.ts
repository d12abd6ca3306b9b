import type { IssuedToken } from '@/lib/auth/issued-tokens'
import type { Services } from '@/lib/http/services'
import type { TokenUser } from '@/lib/http/token-owner'

/** The text of an issued token; signing it again gives another text for the same permission. */
export const signToken = (token: IssuedToken, user: TokenUser, { tokens }: Pick<Services, 'tokens'>): Promise<string> =>
  tokens.issue({ id: token.id, kind: token.kind, user, issuedAt: token.issuedAt, expiresAt: token.expiresAt })
