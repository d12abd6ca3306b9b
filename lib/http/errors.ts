/** Errors → answers. The only place where an error body is written. */
import { ZodError, z } from 'zod'
import { json } from '@/lib/http/json'
import { detailOf, log } from '@/lib/log'
import { violation } from '@/lib/model/rules/violations'
import { CatalogueError, errorKinds } from '@/lib/model/wire/errors'
import { fieldProblem } from '@/lib/model/wire/field-problem'
import { StoreConflict, StoreUnavailable } from '@/lib/store/errors'

/** The body of every error (docs/contract/errors.md#body). */
export const errorBodySchema = z
  .strictObject({
    code: z.number().int().describe('The HTTP status'),
    errorType: z.enum([...new Set(Object.values(errorKinds).map(({ errorType }) => errorType))]),
    message: z.string().describe("What is wrong, in OpenMetadata's words where it has some"),
    hint: z.string().optional().describe('What to do about it'),
    fields: z.array(fieldProblem).optional().describe('Every problem that belongs to one field'),
    missing: z
      .strictObject({ type: z.string(), key: z.string() })
      .optional()
      .describe('With 404: what is not there, of which type and by the name or id that was asked for'),
    requestId: z.string().describe('Look for it in the log of the server'),
  })
  .meta({ id: 'Error' })

/** The error behind whatever was thrown. */
export function toCatalogueError(error: unknown): CatalogueError {
  if (error instanceof CatalogueError) return error
  if (error instanceof ZodError) return violation(error)
  if (error instanceof StoreConflict) {
    if (error.reason === 'busy')
      return explainUnavailable(new StoreUnavailable('busy', error.message, { cause: error }))
    return error.reason === 'taken'
      ? new CatalogueError('alreadyExists', 'Entity already exists', { cause: error })
      : new CatalogueError('conflict', 'The entity has been modified by another user. Please refresh and retry.', {
          cause: error,
        })
  }
  const unavailable = unavailableBehind(error)
  if (unavailable !== undefined) return explainUnavailable(unavailable)
  return new CatalogueError('internal', 'An exception was thrown while processing request.', {
    cause: error,
    hint: 'Try again; if it stays, look for the request id in the server log.',
  })
}

/** Libraries wrap what they did not expect. */
function unavailableBehind(error: unknown): StoreUnavailable | undefined {
  for (let at = error, left = 5; at instanceof Error && left > 0; at = at.cause, left -= 1)
    if (at instanceof StoreUnavailable) return at
  return undefined
}

function explainUnavailable(error: StoreUnavailable): CatalogueError {
  const { message, hint } = unavailability[error.reason]
  if (error.reason === 'full') return new CatalogueError('insufficientStorage', message, { cause: error, hint })
  return new CatalogueError('unavailable', message, { cause: error, hint, retryAfterSeconds })
}

const retryAfterSeconds = 2
const unavailability = {
  away: {
    message: 'The database does not answer',
    hint: 'Try again in a moment. What is sent twice by PUT is done once.',
  },
  readOnly: {
    message: 'The database is read-only',
    hint: 'Reading goes on. Try again once whoever runs the server has made it writable.',
  },
  busy: { message: 'The database is busy', hint: 'Try again in a moment. What is sent twice by PUT is done once.' },
  full: {
    message: 'The database has no room left',
    hint: 'Whoever runs the server has to make room. What is sent again by PUT after that is done once.',
  },
  unknown: {
    message: 'The database went away in the middle of the write: it may have been written or not',
    hint: 'Read it again before you send it again. What is sent twice by PUT is done once.',
  },
} as const satisfies Record<StoreUnavailable['reason'], { message: string; hint: string }>

const authenticated: ReadonlySet<number> = new Set([401, 403, 404, 409, 412])

/** The answer to a request that failed, with what HTTP wants besides the body. */
export function errorResponse(error: unknown, requestId: string): Response {
  const known = toCatalogueError(error)
  const { status, errorType } = errorKinds[known.kind]
  if (status >= 500) log().error({ requestId, detail: detailOf(known.cause ?? known) }, known.message)
  const headers = new Headers({ 'x-request-id': requestId })
  if (authenticated.has(status)) headers.set('WWW-Authenticate', 'om-auth')
  if (known.retryAfterSeconds !== undefined) headers.set('Retry-After', String(known.retryAfterSeconds))
  const { message, hint, fields, missing } = known
  const body: z.input<typeof errorBodySchema> = {
    code: status,
    errorType,
    message,
    requestId,
    ...(hint !== undefined && { hint }),
    ...(fields !== undefined && { fields: [...fields] }),
    ...(missing !== undefined && { missing }),
  }
  return json(body, { status, headers })
}
