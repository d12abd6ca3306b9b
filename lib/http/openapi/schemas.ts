/** zod schemas → JSON Schema for a description, those with an id as its components. */
import { z } from 'zod'
import type { JsonSchema } from '@/lib/model/wire/openapi'

type Io = 'input' | 'output'

const local = '#/$defs/'
const refTo = (name: string): string => `#/components/schemas/${name}`

/** A request may leave out what an answer always has (values by default): such a schema is two components. */
const inputName = (id: string): string => `${id}Input`

export interface SchemaCollector {
  /** What a request sends; `required` is false where nothing will do. References are right once `finish` has run. */
  input(schema: z.ZodType): { readonly schema: JsonSchema; readonly required: boolean }
  output(schema: z.ZodType): JsonSchema
  /** All that was referred to, by name. */
  finish(): Record<string, JsonSchema>
}

export function collectSchemas(): SchemaCollector {
  const components: Record<Io, Map<string, JsonSchema>> = { input: new Map(), output: new Map() }
  const given: { readonly io: Io; readonly schema: JsonSchema }[] = []

  function convert(schema: z.ZodType, io: Io) {
    // A schema with an id is written out where it stands alone; as a member it is a reference.
    const whole = z.toJSONSchema(z.object({ value: schema }), { io })
    for (const [id, component] of Object.entries(whole.$defs ?? {})) components[io].set(id, component)
    const value = (whole.properties?.value ?? {}) as JsonSchema // zod writes no boolean schemas here
    given.push({ io, schema: value })
    return { schema: value, required: whole.required?.includes('value') === true }
  }

  return {
    input: (schema) => convert(schema, 'input'),
    output: (schema) => convert(schema, 'output').schema,
    finish: () => {
      const twofold = differing(components)
      const nameOf = (id: string, io: Io) => (io === 'input' && twofold.has(id) ? inputName(id) : id)
      for (const { io, schema } of given) rename(schema, (id) => refTo(nameOf(id, io)))
      const named = (['output', 'input'] as const).flatMap((io) =>
        [...components[io]].map(([id, schema]) => {
          rename(schema, (other) => refTo(nameOf(other, io)))
          return [nameOf(id, io), schema] as const
        }),
      )
      return Object.fromEntries(named.toSorted(([a], [b]) => (a < b ? -1 : 1)))
    },
  }
}

/** Ids that mean something else in a request than in an answer, by themselves or by what they refer to. */
function differing({ input, output }: Record<Io, ReadonlyMap<string, JsonSchema>>): ReadonlySet<string> {
  const shared = [...input.keys()].filter((id) => output.has(id))
  const found = new Set(shared.filter((id) => JSON.stringify(input.get(id)) !== JSON.stringify(output.get(id))))
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const id of shared) {
      const text = JSON.stringify(input.get(id))
      if ([...found].some((other) => text.includes(`"${local}${other}"`))) found.add(id)
    }
  }
  return found
}

/** Gives every local reference inside the name it has in the description. */
function rename(schema: unknown, to: (id: string) => string): void {
  if (typeof schema !== 'object' || schema === null) return
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$ref' && typeof value === 'string' && value.startsWith(local)) {
      Object.assign(schema, { $ref: to(value.slice(local.length)) })
    } else rename(value, to)
  }
}
