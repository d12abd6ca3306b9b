/** What is wrong with a row, and which rows have the same thing wrong with them. */
import { feeds } from '@/lib/import/field-policies'
import {
  deletedMessage,
  forbiddenMessage,
  type KnownNames,
  missingMessage,
  nearestName,
} from '@/lib/import/known-names'
import type { Spoiled } from '@/lib/import/spoiled'
import { pointerTo } from '@/lib/model/rules/violations'
import type { FieldProblem } from '@/lib/model/wire/errors'

export type Cause =
  /** Something the row refers to does not exist; `type` is an entity type, `key` how the row names it, `near` what there is that is like it, `deletedId` what of that name is deleted. */
  | {
      readonly kind: 'missing'
      readonly type: string
      readonly key: string
      readonly near?: string
      readonly deletedId?: string
    }
  /** The same name more than once in the file. */
  | { readonly kind: 'duplicate' }
  /** More cells than the header names. */
  | { readonly kind: 'ragged' }
  /** `::` in a name, as Looker writes between model and dashboard. */
  | { readonly kind: 'separator' }
  /** A warning: what stands for a name has lost its value on the way into the file. */
  | { readonly kind: 'spoiled'; readonly how: Spoiled }
  /** A cell, or a cell that should be there, against the rules. */
  | { readonly kind: 'invalid' }
  /** Refused by the server for any other reason. */
  | { readonly kind: 'refused' }

export interface RowProblem {
  readonly cause: Cause
  readonly message: string
  /** Member of the create request it is about, or `extension.` and the name of a property. */
  readonly member?: string
}

export const missingKey = (type: string, key: string): string => `missing ${type} ${key}`

/** Equal for problems that one answer solves. */
export function causeKey({ cause, message, member }: RowProblem): string {
  if (cause.kind === 'missing') return missingKey(cause.type, cause.key)
  if (cause.kind === 'duplicate' || cause.kind === 'ragged' || cause.kind === 'separator') return cause.kind
  if (cause.kind === 'spoiled') return `spoiled ${cause.how}`
  return `${cause.kind} ${member ?? ''} ${message}`
}

/**
 * A problem that the server tells of, in people's words where it is a name that nothing has, or a right that is missing;
 * `path` points into the request.
 */
function serverProblem({ path, message, code, params = {} }: FieldProblem, known?: KnownNames): RowProblem {
  const [, member = '', property] = path.split('/')
  const about =
    member === '' ? {} : { member: member === 'extension' && property !== undefined ? `extension.${property}` : member }
  const { type, key, near, deletedId, operation } = params
  if (code === 'forbidden' && typeof operation === 'string' && typeof type === 'string')
    return { cause: { kind: 'refused' }, message: forbiddenMessage(type, operation), ...about }
  if (code !== 'notFound' || typeof type !== 'string' || typeof key !== 'string')
    return { cause: { kind: 'refused' }, message, ...about }
  if (typeof deletedId === 'string')
    return { cause: { kind: 'missing', type, key, deletedId }, message: deletedMessage(type, key), ...about }
  const meant = nearestName(type, key, known, typeof near === 'string' ? near : undefined)
  const cause = { kind: 'missing', type, key, ...(meant !== undefined && { near: meant }) } as const
  return { cause, message: missingMessage(type, key, meant), ...about }
}

/** What was refused, in words: problem by problem, where more is told than the place. */
export function refusalsOf({ message = 'It was refused', fields = [] }: Refusal, known?: KnownNames): RowProblem[] {
  const named = fields.map((field) => serverProblem(field, known))
  // The message says more than fields that only point at a place.
  return fields.some(({ code }) => code === 'notFound' || code === 'forbidden')
    ? named
    : [serverProblem({ path: fields[0]?.path ?? '', message }, known)]
}

interface Refusal {
  readonly message?: string | undefined
  readonly fields?: readonly FieldProblem[] | undefined
}

/** Problems in one sentence, and field by field in the same words. */
export const toldOf = (problems: readonly RowProblem[]) => ({
  message: [...new Set(problems.map(({ message }) => message))].join('; '),
  fields: problems.map(fieldProblemOf),
})

/** The field that a problem is about; empty for one of the whole row. */
export const memberAt = ({ path }: FieldProblem): string =>
  path.slice(1).replace('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')

/** Both say who the row is. */
const naming: ReadonlySet<string> = new Set(['name', 'service'])

/** Is what is wrong at this place of the request said by the column that is mapped to `target`? */
export function isAbout(target: string, path: string): boolean {
  const [, member = '', property] = path.split('/')
  if (member === '') return false
  if (target === 'fullyQualifiedName') return naming.has(member)
  return feeds(target, member === 'extension' && property !== undefined ? `extension.${property}` : member)
}

/** For programs with the name that is missing. */
function fieldProblemOf({ cause, member, message }: RowProblem): FieldProblem {
  const [first = '', ...rest] = member?.split('.') ?? []
  const path = member === undefined ? '' : pointerTo(rest.length === 0 ? [first] : [first, rest.join('.')])
  if (cause.kind !== 'missing') return { path, message }
  const { kind: _, ...params } = cause
  return { path, message, code: 'notFound', params }
}
