/** A schema in a few words, and what it refers to. */
import type { JsonSchema, OpenApi } from '@/lib/model/wire/openapi'

const prefix = '#/components/schemas/'

/** The name of the component, when the schema is a reference to one. */
export const componentOf = (schema: JsonSchema): string | undefined =>
  schema.$ref?.startsWith(prefix) === true ? schema.$ref.slice(prefix.length) : undefined

const limits = [
  ['minLength', 'at least %s characters'],
  ['maxLength', 'at most %s characters'],
  ['minItems', 'at least %s'],
  ['maxItems', 'at most %s'],
  ['minimum', 'from %s'],
  ['maximum', 'to %s'],
] as const

/** What a value has to keep to: length, range, default. Bounds that every integer has are left out. */
export function limitsOf(schema: JsonSchema): string[] {
  const found = limits.flatMap(([name, words]) => {
    const value = schema[name]
    return typeof value !== 'number' || Math.abs(value) === Number.MAX_SAFE_INTEGER
      ? []
      : [words.replace('%s', value.toLocaleString('en'))]
  })
  return schema.default === undefined ? found : [...found, `${JSON.stringify(schema.default)} if left out`]
}

/** `string (uuid)`, `one of Dashboard, Report`, `integer`; undefined for what has members of its own. */
export function typeText(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return `one of ${schema.enum.map(String).join(', ')}`
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything')
  return schema.format === undefined ? type : `${type} (${schema.format})`
}

/** Names of every component that a schema leads to, itself included, in the order of reading. */
export function componentsBelow(schemas: readonly JsonSchema[], { components }: OpenApi): string[] {
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const name = componentOf(value as JsonSchema) // a schema or a part of one
    if (name !== undefined && !found.has(name)) {
      found.add(name)
      visit(components.schemas[name])
    }
    Object.values(value).forEach(visit)
  }
  schemas.forEach(visit)
  return [...found]
}
