/** Signing in and out from a page: the session is a cookie that scripts never see. */
import { ApiError, api, send } from '@/lib/client/api'

export interface Credentials {
  readonly email: string
  readonly password: string
}

/** Throws `ApiError`. */
export const signIn = async (credentials: Credentials): Promise<void> => {
  await send('/api/auth/sign-in/email', { method: 'POST', body: credentials })
}

export const signOut = async (): Promise<void> => {
  await send('/api/auth/sign-out', { method: 'POST' })
}

/** Makes the first administrator with the token of the one-time link. Throws `ApiError`. */
export const setUp = async (
  given: Credentials & { readonly token: string; readonly displayName: string },
): Promise<void> => {
  await api('system/setup', { method: 'POST', body: given })
}

/** Gives oneself a password with the token of a link. Throws `ApiError`. */
export const redeemPasswordLink = async (given: {
  readonly token: string
  readonly password: string
}): Promise<void> => {
  await send('/api/auth/password-link', { method: 'POST', body: given })
}

/** Runs an attempt; gives what to tell the person when it does not work. */
export async function problemOf(attempt: () => Promise<void>): Promise<string | undefined> {
  try {
    await attempt()
    return undefined
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return error.hint === undefined ? error.message : `${error.message}. ${error.hint}`.replace('..', '.')
  }
}
