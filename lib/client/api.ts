/** Talking to our own API from the browser: the one `fetch`, and errors as the same type the server throws. */

import { isMarked } from '@/lib/model/rules/same-class'
import {
  CatalogueError,
  type ErrorDetails,
  type ErrorKind,
  errorKinds,
  type FieldProblem,
  type Missing,
} from '@/lib/model/wire/errors'

const mark = Symbol('ApiError')

/** An error answer of the API, with the id to look for in the server's log. */
export class ApiError extends CatalogueError {
  static override [Symbol.hasInstance](value: unknown): value is ApiError {
    return isMarked(value, mark)
  }

  readonly [mark] = true

  constructor(
    kind: ErrorKind,
    message: string,
    readonly requestId: string | undefined,
    details: Pick<ErrorDetails, 'hint' | 'fields' | 'missing' | 'cause'>,
  ) {
    super(kind, message, details)
    this.name = 'ApiError'
  }
}

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Undefined and empty values are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
}

/** `path` is below `/api/v1`, already encoded. Throws `ApiError`; a network failure is one too (`unavailable`). */
export const api = <T>(path: string, request: ApiRequest = {}): Promise<T> => send<T>(`/api/v1/${path}`, request)

/** As `api`, for the few addresses of ours that are elsewhere. */
export async function send<T>(address: string, request: ApiRequest = {}): Promise<T> {
  const response = await answerOf(address, request)
  return (await response.json().catch(() => undefined)) as T // the server made it with the schema that names T
}

/** As `send`, for what is no JSON. */
export async function answerOf(
  address: string,
  { method = 'GET', query = {}, body, headers, signal }: ApiRequest = {},
): Promise<Response> {
  const url = `${address}${queryText(query)}`
  const mediaType = method === 'PATCH' ? 'application/json-patch+json' : 'application/json'
  const isForm = body instanceof FormData
  let response: Response
  try {
    response = await fetch(url, {
      method,
      // A form says itself where its parts end.
      headers: { ...(body !== undefined && !isForm && { 'Content-Type': mediaType }), ...headers },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError('unavailable', 'The server cannot be reached', undefined, {
      hint: 'Check the connection and try again.',
      cause,
    })
  }
  if (response.ok) return response
  throw toApiError(response, await response.json().catch(() => undefined))
}

export function queryText(query: NonNullable<ApiRequest['query']>): string {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`
}

function toApiError(response: Response, answer: unknown): ApiError {
  const body = (typeof answer === 'object' && answer !== null ? answer : {}) as {
    message?: string
    errorType?: string
    hint?: string
    fields?: FieldProblem[]
    missing?: Missing
    requestId?: string
  }
  const kinds = Object.entries(errorKinds) as [ErrorKind, { status: number; errorType: string }][]
  const kind =
    kinds.find(([, { errorType }]) => errorType === body.errorType)?.[0] ??
    kinds.find(([, { status }]) => status === response.status)?.[0]
  return new ApiError(
    kind ?? 'internal',
    body.message ?? `The server answered ${response.status}`,
    body.requestId ?? response.headers.get('x-request-id') ?? undefined,
    {
      ...(body.hint !== undefined && { hint: body.hint }),
      ...(body.fields !== undefined && { fields: body.fields }),
      ...(body.missing !== undefined && { missing: body.missing }),
    },
  )
}
