/**
 * What people may see of a value that holds secrets. It goes by what is allowed: a text is shown when its schema marks
 * it, numbers, switches and choices because the schema names them; everything else is a secret, whatever it is called.
 */
import { z } from 'zod'
import { sameValue } from '@/lib/model/edits/change'
import { isRecord } from '@/lib/model/rules/is-record'

export const mask = '*********'

interface Mark {
  /** `address`: without who signs in and without parameters. */
  readonly shows: 'text' | 'address' | 'nothing'
  /** Where it differs, secrets go somewhere else, or less safely. */
  readonly directs?: true
}
const marks = z.registry<Mark>()

/** A text that is no secret. */
export const text = () => z.string().register(marks, { shows: 'text' })
/** The only kind of text that is never shown; said aloud where a reader would expect otherwise. */
export const secret = () => z.string()
/** An address with a scheme. */
export const url = () => z.url().register(marks, { shows: 'address', directs: true })
/** An address without one: `db.example.com:5432`. */
export const host = () => z.string().register(marks, { shows: 'address', directs: true })
/** A text or choice that is no secret but decides how secrets travel. */
export function route<Schema extends z.ZodType>(schema: Schema): Schema {
  marks.add(schema, { shows: 'text', directs: true })
  return schema
}
/** Options of a driver, free in name and value: any of them can name another host. */
export const options = <Value extends z.ZodType>(value: Value) =>
  z.record(z.string(), value).register(marks, { shows: 'nothing', directs: true })

/** The schema without `optional` and `nullable` round it. */
function bare(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? bare(schema.unwrap()) : schema
}

/** Of several shapes the one that a value has. */
const branch = (schema: z.ZodUnion, value: unknown): z.core.$ZodType | undefined =>
  bare(schema.options.find((option) => z.safeParse(option, value).success))

/** The value as people may see it. What its schema does not know is hidden with all that is in it. */
export function shown(given: z.core.$ZodType | undefined, value: unknown): unknown {
  const schema = bare(given)
  if (value === null || value === undefined || schema === undefined) return hidden(value)
  if (schema instanceof z.ZodUnion) return shown(branch(schema, value), value)
  if (schema instanceof z.ZodObject && isRecord(value))
    return mapMembers(value, (member, name) => shown(memberOf(schema, name), member))
  if (schema instanceof z.ZodArray && Array.isArray(value)) return value.map((item) => shown(schema.element, item))
  if (schema instanceof z.ZodRecord && marks.get(schema) === undefined && isRecord(value))
    return mapMembers(value, (member) => shown(schema.valueType, member))
  const { shows } = marks.get(schema) ?? { shows: isPlain(schema) ? 'text' : 'nothing' }
  if (shows === 'nothing' || !z.safeParse(schema, value).success) return hidden(value)
  return shows === 'address' ? withoutSecrets(String(value)) : value
}

const isPlain = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodEnum ||
  schema instanceof z.ZodLiteral ||
  schema instanceof z.ZodNumber ||
  schema instanceof z.ZodBoolean

const memberOf = (schema: z.ZodObject, name: string): z.core.$ZodType | undefined =>
  Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined

const mapMembers = (value: Record<string, unknown>, change: (member: unknown, name: string) => unknown) =>
  Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member, name)]))

/** Names stay, and what is there or not; every text and number is masked. */
function hidden(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hidden)
  if (isRecord(value)) return mapMembers(value, hidden)
  return typeof value === 'boolean' || value === null || value === undefined || value === '' ? value : mask
}

/** An address keeps scheme, host and path. */
function withoutSecrets(address: string): string {
  const hasAuthority = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) && URL.canParse(address)
  const anonymous = hasAuthority
    ? address.replace(/^([^:]*:[/\\]*)[^/?#]*@/, '$1')
    : address.slice(address.lastIndexOf('@') + 1)
  const end = anonymous.search(/[?#;]/)
  return end < 0 ? anonymous : `${anonymous.slice(0, end)}?${mask}`
}

/** What decides where secrets go, with its place. */
function directions(given: z.core.$ZodType | undefined, value: unknown, place = ''): [string, unknown][] {
  const schema = bare(given)
  if (value === null || value === undefined) return []
  if (schema === undefined || marks.get(schema)?.directs === true) return [[place, value]]
  if (schema instanceof z.ZodUnion) return directions(branch(schema, value), value, place)
  if (schema instanceof z.ZodObject && isRecord(value))
    return Object.entries(value).flatMap(([name, member]) =>
      directions(memberOf(schema, name), member, `${place}/${name}`),
    )
  return []
}

/**
 * Puts what people were not shown back where they sent what they were shown. `kept` tells whether anything was put
 * back.
 */
function putBack(sent: unknown, stored: unknown, seen: unknown): { value: unknown; kept: boolean } {
  if (stored === undefined || sameValue(stored, seen)) return { value: sent, kept: false }
  if (sameValue(sent, seen)) return { value: stored, kept: true }
  if (Array.isArray(sent) && Array.isArray(stored) && Array.isArray(seen) && sent.length === stored.length) {
    const items = sent.map((item, index) => putBack(item, stored[index], seen[index]))
    return { value: items.map((item) => item.value), kept: items.some((item) => item.kept) }
  }
  if (!isRecord(sent) || !isRecord(stored) || !isRecord(seen)) return { value: sent, kept: false }
  const members = Object.entries(sent).map(
    ([name, member]) =>
      [name, putBack(member, Object.hasOwn(stored, name) ? stored[name] : undefined, seen[name])] as const,
  )
  return {
    value: Object.fromEntries(members.map(([name, { value }]) => [name, value])),
    kept: members.some(([, { kept }]) => kept),
  }
}

export type Restored =
  | { readonly value: unknown }
  /** Pointers to what has to be given: `masked` hides nothing that is stored, `redirected` would take secrets along. */
  | { readonly masked: string }
  | { readonly redirected: string }

/** What somebody means who was shown `shown(schema, stored)` and sends `sent`. */
export function restore(schema: z.core.$ZodType, sent: unknown, stored: unknown): Restored {
  const { value, kept } = putBack(sent, stored, shown(schema, stored))
  if (kept) {
    const before = new Map(directions(schema, stored))
    const after = new Map(directions(schema, value))
    const redirected = [...after.keys(), ...before.keys()].find(
      (place) => !sameValue(before.get(place), after.get(place)),
    )
    if (redirected !== undefined) return { redirected }
  }
  const masked = maskedIn(value)
  return masked === undefined ? { value } : { masked }
}

function maskedIn(value: unknown, place = ''): string | undefined {
  if (typeof value === 'string') return value.includes(mask) ? place : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, member] of Object.entries(value)) {
    const found = maskedIn(member, `${place}/${name}`)
    if (found !== undefined) return found
  }
  return undefined
}
