/** Which answers are compressed on their way out. Streams: no answer is held as a whole for it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import compression from 'compression'

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** For what is smaller, compressing costs a caller of the API more than it saves. */
export const apiBytesMin = 4096

/** Answers whose first part is too small; the framework drops the length that they say they have. */
const small = new WeakSet<object>()

// Typed for express, written for plain Node.
const ofPages = compression() as unknown as Middleware
const ofApi = compression({
  threshold: apiBytesMin,
  filter: (request, response) => !small.has(response) && compression.filter(request, response),
}) as unknown as Middleware

/**
 * Answers with tokens, or with the secrets of connections that bots are shown: their length must not tell whether something
 * that was sent along resembles the secret (the BREACH attack).
 */
const secret =
  /^\/api\/(?:auth|v1\/services\/(?:dashboardServices|ingestionPipelines)|v1\/users\/(?:login|refresh|security|auth-mechanism|token|generateToken))(?:[/?]|$)/

export const holdsSecrets = (url: string): boolean => secret.test(url)

export function compress(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const url = request.url ?? ''
  if (!url.startsWith('/api/')) {
    ofPages(request, response, next)
    return
  }
  // The framework sends the headers ahead of the body, which is there already: a write less.
  response.flushHeaders = () => {}
  if (holdsSecrets(url)) next()
  else {
    ofApi(request, response, () => {
      noteSize(response)
      next()
    })
  }
}

/** An answer is written as a whole unless it is long. */
function noteSize(response: ServerResponse): void {
  const { write } = response
  const noting = (...given: Parameters<typeof write>): boolean => {
    response.write = write
    if (given[0].length < apiBytesMin) small.add(response)
    return write.apply(response, given)
  }
  response.write = noting as typeof write // which may also be called without an encoding
}
