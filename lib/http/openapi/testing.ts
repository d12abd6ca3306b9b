/** Holding values against the description, by a validator that knows nothing of zod. */
import { registerSchema, type SchemaObject, validate } from '@hyperjump/json-schema/draft-2020-12'
import { describeApi } from '@/lib/http/openapi/document'
import { endpoints } from '@/lib/http/openapi/paths'
import type { JsonSchema, OpenApi } from '@/lib/model/wire/openapi'

export const description: OpenApi = JSON.parse(JSON.stringify(describeApi(endpoints)))

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

const dialect = 'https://json-schema.org/draft/2020-12/schema'
const components = 'https://dashcat.example/components'

/** The same schema with its references led to where the components are registered. */
const relocated = (schema: unknown): SchemaObject =>
  JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', `${components}#/$defs/`))

registerSchema(relocated({ $defs: description.components.schemas }), components, dialect)
const known = new Map<string, string>()

/** What is wrong with the value by a schema of the description; empty when nothing is. */
export async function violationsOf(schema: JsonSchema, value: Json): Promise<string[]> {
  const text = JSON.stringify(schema)
  const uri = known.get(text) ?? `https://dashcat.example/schema/${known.size}`
  if (!known.has(text)) {
    known.set(text, uri)
    registerSchema(relocated(schema), uri, dialect)
  }
  const result = await validate(uri, value, 'BASIC')
  if (result.valid) return []
  return (result.errors ?? []).map(({ keyword, instanceLocation }) => `${instanceLocation}: ${keyword}`)
}
