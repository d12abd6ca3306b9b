/** Values from outside → what a schema makes of them, as tolerant as the contract's own server. */
import { z } from 'zod'

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** Says what zod says otherwise, and tells a member that is missing from one of the wrong type: afterwards nobody knows what was given. */
const options = {
  error: (issue: z.core.$ZodRawIssue): string | undefined => {
    if (issue.code === 'invalid_format' && issue.format === 'regex')
      return `must match "${String(issue.pattern).replace(/^\/|\/u?$/g, '')}"`
    if (issue.code !== 'invalid_type') return undefined
    issue[absent] = issue.input === undefined || issue.input === null
    return issue[absent] === true
      ? 'must not be null'
      : `must be ${types[issue.expected] ?? `of type ${issue.expected}`}`
  },
}

/** A mark on the problem, which zod hands on with what it says of it. */
const absent = 'isAbsent'

/** Is it that the member is missing? */
export const isAbsent = (issue: z.core.$ZodIssue): boolean => Reflect.get(issue, absent) === true

/** What the schema makes of a request. Throws its problems. */
export const readAs = <T>(schema: z.ZodType<T>, given: unknown): T => schema.parse(withoutNulls(schema)(given), options)

/** As `readAs`, with the problems as a value. */
export const tryReadAs = <T>(schema: z.ZodType<T>, given: unknown) =>
  schema.safeParse(withoutNulls(schema)(given), options)

type Step = (value: unknown) => unknown

/** Worked out once for each schema: asking zod what a schema is takes longer than reading a value. */
const steps = new WeakMap<object, Step>()

/** Clients write what they have no value for as null. It means absent, where the schema takes no null. */
function withoutNulls(schema: z.core.$ZodType): Step {
  const known = steps.get(schema)
  if (known !== undefined) return known
  const made = stepOf(schema)
  steps.set(schema, made)
  return made
}

function stepOf(schema: z.core.$ZodType): Step {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return withoutNulls(schema.unwrap())
  if (schema instanceof z.ZodArray) {
    const { element } = schema
    return (value) => (Array.isArray(value) ? value.map((item) => withoutNulls(element)(item)) : value)
  }
  return schema instanceof z.ZodObject ? objectStep(schema) : (value) => value
}

/** Members without a place in the schema that it gets to see: it refuses or drops them, and would tell of each. */
const strangeMax = 100

function objectStep({ shape, def }: z.ZodObject): Step {
  const members = new Map(
    Object.entries(shape).map(([name, schema]) => [name, { schema, absent: meansAbsent(schema) }] as const),
  )
  const open = def.catchall instanceof z.ZodUnknown
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const given = value as Readonly<Record<string, unknown>> // any object is
    const read: Record<string, unknown> = {}
    let strange = 0
    for (const name of Object.keys(given)) {
      const member = members.get(name)
      if (member === undefined) {
        strange += 1
        if (open || strange <= strangeMax) read[name] = given[name]
      } else if (given[name] !== null || !member.absent) read[name] = withoutNulls(member.schema)(given[name])
    }
    return read
  }
}

const meansAbsent = (schema: z.core.$ZodType): boolean =>
  z.safeParse(schema, undefined).success && !z.safeParse(schema, null).success
