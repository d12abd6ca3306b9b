/** Schema problems in the words of OpenMetadata's constraint messages (docs/contract/errors.md#constraint-messages). */
import type { z } from 'zod'
import { badRequest, type CatalogueError, type FieldProblem } from '@/lib/model/wire/errors'
import { isAbsent } from '@/lib/model/wire/reading'

type Issue = z.core.$ZodIssue

/** RFC 6901 pointer to the member. */
export const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Problems that an answer tells one by one: who sends a million mistakes reads no more of them. */
const toldMax = 20

/** No name from outside is longer in an answer. */
const short = (name: string): string => (name.length > 200 ? `${name.slice(0, 200)}…` : name)

/** A member as messages name it: `name`, `tags/0/tagFQN`, `body` for the whole. */
const nameOf = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'body' : short(path.map(String).join('/'))

/** `must not be null`, `must be less than or equal to 1000`, … */
function wordsOf(issue: Issue): string {
  const member = String(issue.path.at(-1) ?? '')
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array')
        return `size must be between ${issue.minimum} and ${sizeMax(member)}`
      return `must be greater than or equal to ${issue.minimum}`
    case 'too_big':
      if (issue.origin === 'string' || issue.origin === 'array')
        return `size must be between ${member === 'name' ? 1 : 0} and ${issue.maximum}`
      return `must be less than or equal to ${issue.maximum}`
    case 'invalid_value':
      return `must be one of ${choices(issue.values)}`
    default:
      return lower(issue.message)
  }
}

const choices = (values: readonly unknown[]): string => values.map(String).join(', ')

function codeOf(issue: Issue): Pick<FieldProblem, 'code' | 'params'> {
  switch (issue.code) {
    case 'invalid_type':
      return { code: isAbsent(issue) ? 'required' : 'type' }
    case 'too_small':
    case 'too_big': {
      const code = issue.origin === 'string' || issue.origin === 'array' ? 'size' : 'range'
      if (issue.code === 'too_small') return { code, params: { min: Number(issue.minimum) } }
      return { code, params: { max: Number(issue.maximum) } }
    }
    case 'invalid_format':
      return { code: 'format' }
    case 'invalid_value':
      return { code: 'choice', params: { choices: choices(issue.values) } }
    default:
      return {}
  }
}

/** Each problem as a sentence; `before` stands in front of those about a member. */
function sentences(error: z.ZodError, before: string): string {
  const all = error.issues
    .slice(0, toldMax)
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? told(issue.keys).map((key) => `Unrecognized field "${short(key)}"`)
        : [`${before}${nameOf(issue.path)} ${wordsOf(issue)}`],
    )
  const more = error.issues.length - toldMax
  return `[${[...all, ...(more > 0 ? [`and ${more} more`] : [])].join(', ')}]`
}

const told = (names: readonly string[]): readonly string[] => names.slice(0, toldMax)

const sizeMax = (name: string): number | string =>
  ({ name: 256, fullyQualifiedName: 3072, service: 3072, sourceHash: 32, email: 127 })[name] ?? 'any'

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** Each problem with a pointer to where it is, for forms and import rows. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.slice(0, toldMax).flatMap((issue): FieldProblem[] =>
    issue.code === 'unrecognized_keys'
      ? told(issue.keys).map((key) => ({
          path: short(pointerTo([...issue.path, key])),
          message: 'is not a known field',
          code: 'unknown',
        }))
      : [{ path: short(pointerTo(issue.path)), message: wordsOf(issue), ...codeOf(issue) }],
  )
}

/** All of them in one bracketed list, as bulk results have it: `[service must not be null]`. */
export const violationList = (error: z.ZodError): string => sentences(error, '')

/** 400 for a body or query; every violation carries the words `query param`, for body fields too. */
export const violation = (error: z.ZodError): CatalogueError =>
  badRequest(sentences(error, 'query param '), { cause: error, fields: fieldProblems(error) })
