/** The errors an operation can end in, from what it takes and who may call it. */
import { STATUS_CODES } from 'node:http'
import { namesIn } from '@/lib/http/openapi/parameters'
import type { Method, Operation } from '@/lib/http/operation'
import { type ErrorKind, errorKinds } from '@/lib/model/wire/errors'

export function failuresOf(operation: Operation, method: Method, path: string): readonly number[] {
  const { access, query, body, errors = [] } = operation
  const hasParameter = namesIn(path).length > 0
  const kinds: ErrorKind[] = [
    ...errors,
    'internal',
    'unavailable',
    ...(query !== undefined || body !== undefined || hasParameter ? (['badRequest'] as const) : []),
    // Each at its longest, parameters are more together than an address may be.
    ...(query !== undefined || hasParameter ? (['uriTooLong'] as const) : []),
    // An id such as `name` makes it another path, which may not have the method.
    ...(hasParameter ? (['methodNotAllowed'] as const) : []),
    ...(body !== undefined ? (['payloadTooLarge', 'unsupportedMediaType'] as const) : []),
    ...(access === 'signedIn' ? (['unauthorized', 'forbidden'] as const) : []),
    // Of two that write the same at once, one has to look again.
    ...(access === 'signedIn' && method !== 'GET' ? (['conflict', 'insufficientStorage'] as const) : []),
  ]
  return [...new Set(kinds.map((kind) => errorKinds[kind].status))].toSorted((a, b) => a - b)
}

/** `NotFound`. */
export const failureName = (status: number): string => (STATUS_CODES[status] ?? '').replaceAll(/[^A-Za-z]/g, '')

/** Every status an error can have. */
export const failureStatuses: readonly number[] = [
  ...new Set(Object.values(errorKinds).map(({ status }) => status)),
].toSorted((a, b) => a - b)

export const failureText = (status: number): string => {
  const types = Object.values(errorKinds).filter((kind) => kind.status === status)
  return `${STATUS_CODES[status]}: ${[...new Set(types.map(({ errorType }) => `\`${errorType}\``))].join(' or ')}`
}
