import { findUserByEmail } from '@/lib/auth/actor'
import { type Credentials, type SignedIn, signIn } from '@/lib/auth/sign-in'
import { notedOf, notedRefusal } from '@/lib/http/noted'
import type { Call } from '@/lib/http/operation'
import { findUserById } from '@/lib/http/operations/token-owner'
import { CatalogueError } from '@/lib/model/wire/errors'

/**
 * Signs somebody in, and writes down that it was done or refused. Of an address that nobody has nothing is kept: people
 * have typed their password into that field.
 */
export async function signInNoted(call: Call, credentials: Credentials): Promise<SignedIn> {
  const { services, request } = call
  const signedIn = await signIn(services, credentials, request.headers).catch(async (error: unknown) => {
    if (error instanceof CatalogueError && (error.kind === 'unauthorized' || error.kind === 'tooManyRequests')) {
      const user = await findUserByEmail(credentials.email, services.store).catch(() => undefined)
      const detail = error.kind === 'unauthorized' ? 'Wrong address or password' : 'Too many attempts'
      await notedRefusal(call, { kind: 'signInRefused', detail, ...(user !== undefined && { user: user.name }) })
    }
    throw error
  })
  const user = await findUserById(signedIn.userId, services)
  if (user !== undefined) await notedOf(call, user.name, { kind: 'signedIn' })
  return signedIn
}
