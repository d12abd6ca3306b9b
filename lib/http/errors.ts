/** Errors → answers. The only place where an error body is written. */
import { ZodError } from 'zod'
import { CatalogueError, errorKinds } from '@/lib/model/errors'
import { violation } from '@/lib/model/violations'
import { StoreConflict } from '@/lib/store/store'

/** The error behind whatever was thrown. */
export function toCatalogueError(error: unknown): CatalogueError {
  if (error instanceof CatalogueError) return error
  if (error instanceof ZodError) return violation(error)
  if (error instanceof StoreConflict) {
    return error.reason === 'taken'
      ? new CatalogueError('alreadyExists', 'Entity already exists', { cause: error })
      : new CatalogueError('conflict', 'The entity has been modified by another user. Please refresh and retry.', {
          cause: error,
        })
  }
  return new CatalogueError('internal', 'An exception was thrown while processing request.', {
    cause: error,
    hint: 'Try again; if it stays, look for the request id in the server log.',
  })
}

const authenticated: ReadonlySet<number> = new Set([401, 403, 404, 409, 412])

/** `{code, errorType, message, requestId}` with hint and fields where there are any (dashboards API reference 0.1, 5). */
export function errorResponse(error: unknown, requestId: string): Response {
  const known = toCatalogueError(error)
  const { status, errorType } = errorKinds[known.kind]
  if (status >= 500) logFailure(known, requestId)
  const headers = new Headers({ 'x-request-id': requestId })
  if (authenticated.has(status)) headers.set('WWW-Authenticate', 'om-auth')
  if (known.retryAfterSeconds !== undefined) headers.set('Retry-After', String(known.retryAfterSeconds))
  return Response.json(
    { code: status, errorType, message: known.message, hint: known.hint, fields: known.fields, requestId },
    { status, headers },
  )
}

/** One line of JSON, so that a log collector can find it by the id the client was given. */
function logFailure(error: CatalogueError, requestId: string): void {
  const { cause } = error
  const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause ?? error.stack)
  process.stderr.write(
    `${JSON.stringify({ time: new Date().toISOString(), level: 'error', requestId, message: error.message, detail })}\n`,
  )
}
