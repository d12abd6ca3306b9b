/** Which answers are compressed on their way out. Streams: no answer is held as a whole for it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import compression from 'compression'
import { isOfApi } from './request-guard.ts'

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** For what is smaller, compressing costs a caller of the API more than it saves. */
const apiBytesMin = 4096

// Typed for express, written for plain Node.
const ofPages = compression() as unknown as Middleware
const ofApi = compression({ threshold: apiBytesMin }) as unknown as Middleware

/**
 * Answers with tokens, or with the secrets of connections that bots are shown: their length must not tell whether something
 * that was sent along resembles the secret (the BREACH attack).
 */
const secret =
  /^\/api\/(?:auth|v1\/services\/(?:dashboardServices|ingestionPipelines)|v1\/users\/(?:login|refresh|security|auth-mechanism|token|generateToken))(?:[/?]|$)/

export const holdsSecrets = (url: string): boolean => secret.test(url)

/** Has the answer compressed, whoever writes it afterwards, where it may be. It goes on at once: nothing is waited for. */
export function compress(request: IncomingMessage, response: ServerResponse): void {
  const url = request.url ?? ''
  if (!isOfApi(url)) ofPages(request, response, noNext)
  else if (!holdsSecrets(url)) ofApi(request, response, noNext)
}

/** As `compress`, for an answer of the API: what is known to be small leaves without what only looks at its length. */
export function compressAnswer(request: IncomingMessage, response: ServerResponse, bytes: number | undefined): void {
  if (bytes === undefined || bytes >= apiBytesMin) compress(request, response)
}

const noNext = (): void => {}
