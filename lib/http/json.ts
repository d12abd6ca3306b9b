/**
 * A JSON answer that says how long it is: with its length known, headers and body leave in one write instead of three.
 * Throws what `JSON.stringify` throws.
 */
export function json(value: unknown, init?: ResponseInit): Response {
  const body = Buffer.from(JSON.stringify(value))
  const response = new Response(body, init)
  response.headers.set('Content-Type', 'application/json')
  response.headers.set('Content-Length', String(body.byteLength))
  return response
}
