/** Schema problems in the words of OpenMetadata's constraint messages (dashboards API reference 5.3). */
import type { z } from 'zod'
import { badRequest, type CatalogueError, type FieldProblem } from '@/lib/model/errors'

type Issue = z.core.$ZodIssue

const last = (path: readonly PropertyKey[]): string => String(path.at(-1) ?? 'body')

/** RFC 6901 pointer to the member. */
export const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const isMissing = (issue: Issue): boolean =>
  issue.code === 'invalid_type' && (issue.input === undefined || issue.input === null)

/** `name must not be null`, `limit must be less than or equal to 1000`, … */
function constraint(issue: Issue): string {
  const name = last(issue.path)
  if (isMissing(issue)) return `${name} must not be null`
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array')
        return `${name} size must be between ${issue.minimum} and ${sizeMax(name)}`
      return `${name} must be greater than or equal to ${issue.minimum}`
    case 'too_big':
      if (issue.origin === 'string' || issue.origin === 'array')
        return `${name} size must be between ${name === 'name' ? 1 : 0} and ${issue.maximum}`
      return `${name} must be less than or equal to ${issue.maximum}`
    case 'invalid_format':
      return issue.format === 'regex' && issue.message.startsWith('Invalid')
        ? `${name} must match "${issue.pattern?.replace(/^\/|\/u?$/g, '')}"`
        : `${name} ${lower(issue.message)}`
    case 'unrecognized_keys':
      return issue.keys.map((key) => `Unrecognized field "${key}"`).join(', ')
    case 'invalid_type':
      return `${name} must be of type ${issue.expected}`
    case 'invalid_value':
      return `${name} must be one of ${issue.values.map(String).join(', ')}`
    default:
      return `${name} ${lower(issue.message)}`
  }
}

const sizeMax = (name: string): number | string =>
  ({ name: 256, fullyQualifiedName: 3072, service: 3072, sourceHash: 32, email: 127 })[name] ?? 'any'

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** Each problem with a pointer to where it is, for forms and import rows. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pointerTo([...issue.path, key]), message: 'is not a known field' }))
      : [{ path: pointerTo(issue.path), message: constraint(issue).replace(`${last(issue.path)} `, '') }],
  )
}

/** All of them in one bracketed list, as bulk results have it: `[service must not be null]`. */
export const violationList = (error: z.ZodError): string => `[${error.issues.map(constraint).join(', ')}]`

/** 400 for a body or query; every violation carries the words `query param`, for body fields too. */
export function violation(error: z.ZodError): CatalogueError {
  const message = `[${error.issues.map((issue) => (issue.code === 'unrecognized_keys' ? constraint(issue) : `query param ${constraint(issue)}`)).join(', ')}]`
  return badRequest(message, { cause: error, fields: fieldProblems(error) })
}
