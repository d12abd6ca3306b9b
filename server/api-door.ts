/** The direct way of the API's requests to the application: Node's objects to the web's and back, nothing else between. */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { wholeBodyOf } from '../lib/app/whole-body.ts'
import { compressAnswer } from './compress.ts'
import { refuse } from './request-guard.ts'

export type Door = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * `answer` is the application's, told what the request came in as. It never throws: what cannot be handed over to it is an
 * address that is none.
 */
export function createDoor(answer: (request: Request, incoming: IncomingMessage) => Promise<Response>): Door {
  // Node's own objects, which the bridge types for HTTP/2 too.
  const given = async (request: Request, bindings: HttpBindings | Http2Bindings): Promise<Response> => {
    const { incoming, outgoing } = bindings as HttpBindings
    const response = await answer(request, incoming)
    const bytes = wholeBodyOf(response)
    compressAnswer(incoming, outgoing, bytes?.byteLength)
    return sendWhole(response, bytes, outgoing) ? RESPONSE_ALREADY_SENT : response
  }
  const listener = getRequestListener(given, {
    // The framework in the same process has its own ideas of these.
    overrideGlobalObjects: false,
    // What is still arriving when the answer is known is read on by whoever has refused it, and by Node.
    autoCleanupIncoming: false,
    hostname: 'localhost',
    errorHandler: () => undefined,
  })
  return async (request, response) => {
    request.rawHeaders = guarded(request)
    await listener(request, response)
    if (!response.headersSent) refuse(response, 400, 'BAD_REQUEST', 'The address of the request is malformed')
  }
}

/** An answer whose bytes are known goes out at once; false for any other. */
function sendWhole(response: Response, bytes: Uint8Array | undefined, outgoing: ServerResponse): boolean {
  if (bytes === undefined || outgoing.destroyed) return false
  const headers: OutgoingHttpHeaders = Object.fromEntries(response.headers)
  if (headers['set-cookie'] !== undefined) headers['set-cookie'] = response.headers.getSetCookie() // one header each
  outgoing.writeHead(response.status, headers)
  outgoing.end(bytes)
  return true
}

/** The bridge reads some headers as they came; what the guard has added or taken out has to count. */
function guarded({ headers }: IncomingMessage): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : Array.isArray(value) ? value.flatMap((one) => [name, one]) : [name, value],
  )
}
