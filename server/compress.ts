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

export function compress(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const url = request.url ?? ''
  if (!isOfApi(url)) ofPages(request, response, next)
  else if (holdsSecrets(url)) next()
  else ofApi(request, response, next)
}
