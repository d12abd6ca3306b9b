/**
 * The one error type of the catalogue. `message` is public and, where OpenMetadata has a text for the case, that text
 * (docs/contract/errors.md#cases), because clients match on it; what a person needs beyond it goes into `hint`.
 */

import { isMarked } from '@/lib/model/rules/same-class'
import type { problemCodes } from '@/lib/model/wire/field-problem'

/** Error kinds with the HTTP status and the `errorType` of the documentation page. The one table of its sort. */
export const errorKinds = {
  badRequest: { status: 400, errorType: 'BAD_REQUEST' },
  ruleViolation: { status: 400, errorType: 'RULE_VIOLATION' },
  unauthorized: { status: 401, errorType: 'UNAUTHORIZED' },
  forbidden: { status: 403, errorType: 'FORBIDDEN' },
  notFound: { status: 404, errorType: 'ENTITY_NOT_FOUND' },
  methodNotAllowed: { status: 405, errorType: 'METHOD_NOT_ALLOWED' },
  alreadyExists: { status: 409, errorType: 'ENTITY_ALREADY_EXISTS' },
  conflict: { status: 409, errorType: 'ENTITY_LOCKED' },
  preconditionFailed: { status: 412, errorType: 'PRECONDITION_FAILED' },
  payloadTooLarge: { status: 413, errorType: 'PAYLOAD_TOO_LARGE' },
  uriTooLong: { status: 414, errorType: 'URI_TOO_LONG' },
  unsupportedMediaType: { status: 415, errorType: 'UNSUPPORTED_MEDIA_TYPE' },
  tooManyRequests: { status: 429, errorType: 'TOO_MANY_REQUESTS' },
  internal: { status: 500, errorType: 'INTERNAL_SERVER_ERROR' },
  unavailable: { status: 503, errorType: 'SERVICE_UNAVAILABLE' },
  insufficientStorage: { status: 507, errorType: 'INSUFFICIENT_STORAGE' },
} as const
export type ErrorKind = keyof typeof errorKinds

/** A problem with one field, so that a form or an import can put it where it belongs. */
export interface FieldProblem {
  /** JSON pointer into the request body, or the name of a query parameter. */
  readonly path: string
  readonly message: string
  /** What is wrong, for programs; a message is never read back. */
  readonly code?: (typeof problemCodes)[number] | undefined
  readonly params?: Readonly<Record<string, string | number>> | undefined
}

export interface Missing {
  readonly type: string
  readonly key: string
}

export interface Denied {
  readonly operations: readonly string[]
  readonly type: string
}

export interface ErrorDetails extends ErrorOptions {
  readonly hint?: string
  readonly fields?: readonly FieldProblem[]
  /** With `notFound`: of what type, and how it was named. */
  readonly missing?: Missing
  /** With `forbidden`: what the caller may not do. */
  readonly denied?: Denied
  /** With `tooManyRequests` and `unavailable`: when to try again. */
  readonly retryAfterSeconds?: number
}

const mark = Symbol.for('dashcat.CatalogueError')

export class CatalogueError extends Error {
  /** True for errors of another copy of this module too (`same-class.ts`). */
  static override [Symbol.hasInstance](value: unknown): value is CatalogueError {
    return isMarked(value, mark)
  }

  readonly [mark] = true
  readonly hint?: string
  readonly fields?: readonly FieldProblem[]
  readonly missing?: Missing
  readonly denied?: Denied
  readonly retryAfterSeconds?: number

  constructor(
    readonly kind: ErrorKind,
    message: string,
    details: ErrorDetails = {},
  ) {
    super(message, details)
    this.name = 'CatalogueError'
    if (details.hint !== undefined) this.hint = details.hint
    if (details.fields !== undefined) this.fields = details.fields
    if (details.missing !== undefined) this.missing = details.missing
    if (details.denied !== undefined) this.denied = details.denied
    if (details.retryAfterSeconds !== undefined) this.retryAfterSeconds = details.retryAfterSeconds
  }

  get status(): number {
    return errorKinds[this.kind].status
  }

  get errorType(): string {
    return errorKinds[this.kind].errorType
  }
}

export const badRequest = (message: string, details?: ErrorDetails) =>
  new CatalogueError('badRequest', message, details)

/** 404 in OpenMetadata's words; `key` is the id or the fully qualified name asked for. */
export const notFound = (type: string, key: string, details?: ErrorDetails) =>
  new CatalogueError('notFound', `${type} instance for ${key} not found`, {
    ...details,
    missing: { type, key },
  })

export const alreadyExists = (fullyQualifiedName: string) =>
  new CatalogueError('alreadyExists', 'Entity already exists', {
    hint: `${fullyQualifiedName} is already in the catalogue. Change that one, or choose another name.`,
    fields: [{ path: '/name', message: `${fullyQualifiedName} already exists`, code: 'taken' }],
  })
