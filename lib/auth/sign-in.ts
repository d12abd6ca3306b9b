/** Signing in and out through better-auth's handler, with a limit on attempts and errors as ours. */

import { findUserByEmail } from '@/lib/auth/actor'
import type { Attempts } from '@/lib/auth/attempts'
import { clientAddressHeader, findAccount, internalUrl, nobodysAddress, type People } from '@/lib/auth/people'
import { CatalogueError } from '@/lib/model/wire/errors'
import { StoreUnavailable } from '@/lib/store/errors'
import type { Store } from '@/lib/store/store'

export interface Credentials {
  readonly email: string
  readonly password: string
}

export interface SignedIn {
  /** The catalogue's user. */
  readonly userId: string
  readonly sessionId: string
  /** For a browser; a program takes tokens instead. */
  readonly setCookie: string[]
}

const wrong = () =>
  new CatalogueError('unauthorized', 'You have entered an invalid username or password.', {
    hint: 'Check the address and the password.',
  })

/** Throws 401 for a wrong address or password alike, and 429 after too many attempts. */
export async function signIn(
  { store, people, attempts }: { readonly store: Store; readonly people: People; readonly attempts: Attempts },
  credentials: Credentials,
  headers: Headers,
): Promise<SignedIn> {
  let response = Response.error()
  const address = headers.get(clientAddressHeader) ?? ''
  const succeeded = await attempts.signIn(credentials.email, address, async () => {
    const email = await accountOf(credentials.email, people, store)
    response = await ask(people, '/sign-in/email', headers, { email, password: credentials.password })
    // The library has logged why and does not say: it could not ask the database.
    if (response.status >= 500) throw new StoreUnavailable('away', `sign-in answered ${response.status}`)
    return response.ok
  })
  if (!succeeded) throw wrong()
  const { token } = (await response.json()) as { token: string } // better-auth's answer to a sign-in
  const { internalAdapter } = await people.$context
  const found = await internalAdapter.findSession(token)
  const userId = found?.user.userId
  if (found === null || typeof userId !== 'string') throw wrong()
  return { userId, sessionId: found.session.id, setCookie: cookiesOf(response, headers) }
}

/** By what the library knows the account of whoever has the address now. For nobody it takes as long to say no. */
async function accountOf(address: string, people: People, store: Store): Promise<string> {
  const user = await findUserByEmail(address, store)
  const account = user === undefined ? undefined : await findAccount(people, user.id)
  return account?.email ?? nobodysAddress
}

/** Ends the browser's session, if it has one. Gives the cookies that make the browser forget it. */
export async function signOut(people: People, headers: Headers): Promise<string[]> {
  return cookiesOf(await ask(people, '/sign-out', headers, {}), headers)
}

/** Only what the library needs to know of the request: who is calling, from where. */
function ask(people: People, path: string, from: Headers, body: unknown): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const name of ['cookie', 'user-agent', clientAddressHeader]) {
    const value = from.get(name)
    if (value !== null) headers.set(name, value)
  }
  return people.handler(new Request(`${internalUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }))
}

/** `Secure` when the request came by https, if it is not there already; on plain http a browser would drop the cookie. */
function cookiesOf(response: Response, request: Headers): string[] {
  const isHttps = request.get('x-forwarded-proto') === 'https'
  return response.headers
    .getSetCookie()
    .map((cookie) => (isHttps && !/; Secure(?:;|$)/i.test(cookie) ? `${cookie}; Secure` : cookie))
}
