/** Calls of the API and lines of output, as both benchmarks make them. */
import type { Running } from './server.ts'

export const password = 'Bench-123456'

export const note = (what: string, ours: string, theirs = '', ratio = ''): void => {
  process.stdout.write(`${what.padEnd(42)} ${ours.padStart(24)} ${theirs.padStart(42)} ${ratio.padStart(8)}\n`)
}
export const number = (value: number, digits = 0): string =>
  value.toLocaleString('en', { maximumFractionDigits: digits })

/** The answer's body. Throws when the call is refused. */
export async function api<T>(server: Running, token: string, path: string, init: RequestInit = {}): Promise<T> {
  const headers = {
    'content-type': 'application/json',
    ...(token !== '' && { authorization: `Bearer ${token}` }),
    ...(init.headers as Record<string, string> | undefined), // given as an object throughout
  }
  const response = await fetch(`${server.url}/api/v1/${path}`, { ...init, headers })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`)
  return answer as T // the shapes are the API's own
}

export async function signIn(server: Running): Promise<string> {
  const body = JSON.stringify({ email: 'admin@example.com', password: Buffer.from(password).toString('base64') })
  return (await api<{ accessToken: string }>(server, '', 'users/login', { method: 'POST', body })).accessToken
}

/** The id of what is found by its name. */
export const idOf = async (server: Running, token: string, path: string): Promise<string> =>
  (await api<{ id: string }>(server, token, path)).id
