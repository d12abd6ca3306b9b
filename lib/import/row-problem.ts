/** What is wrong with a row, and which rows have the same thing wrong with them. */
import type { FieldProblem } from '@/lib/model/wire/errors'

export type Cause =
  /** Something the row refers to does not exist; `type` is an entity type, `key` how the row names it. */
  | { readonly kind: 'missing'; readonly type: string; readonly key: string }
  /** The same name more than once in the file. */
  | { readonly kind: 'duplicate' }
  /** More cells than the header names. */
  | { readonly kind: 'ragged' }
  /** `::` in a name, as Looker writes between model and dashboard. */
  | { readonly kind: 'separator' }
  /** A cell, or a cell that should be there, against the rules. */
  | { readonly kind: 'invalid' }
  /** Refused by the server for any other reason. */
  | { readonly kind: 'refused' }

export interface RowProblem {
  readonly cause: Cause
  readonly message: string
  /** Member of the create request it is about. */
  readonly member?: string
}

/** Equal for problems that one answer solves. */
export function causeKey({ cause, message, member }: RowProblem): string {
  if (cause.kind === 'missing') return `missing ${cause.type} ${cause.key}`
  if (cause.kind === 'duplicate' || cause.kind === 'ragged' || cause.kind === 'separator') return cause.kind
  return `${cause.kind} ${member ?? ''} ${message}`
}

const notFound = /^(\w+) instance for (.+) not found$/s

/** A problem in the server's words; `path` is its JSON pointer into the request. */
export function serverProblem({ path, message }: FieldProblem): RowProblem {
  const member = path.split('/')[1]
  const found = notFound.exec(message)
  const [, type, key] = found ?? []
  const cause: Cause = type !== undefined && key !== undefined ? { kind: 'missing', type, key } : { kind: 'refused' }
  return { cause, message, ...(member !== undefined && member !== '' && { member }) }
}
