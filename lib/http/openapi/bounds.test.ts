import { expect, test } from 'vitest'
import { endpoints } from '@/lib/http/openapi/paths'
import { description } from '@/lib/http/openapi/testing'
import { definitions } from '@/lib/model/entities/registry'
import type { JsonSchema, Parameter, Reference } from '@/lib/model/wire/openapi'

const { components } = description
type Schema = JsonSchema & { readonly [keyword: string]: unknown }

/** Formats whose pattern fits texts of one length only. */
const fixedFormats: ReadonlySet<string> = new Set(['uuid', 'date'])

/** Every place below where something without an end may stand. What only the server says has `readOnly`. */
function unbounded(schema: Schema, place: string, seen: ReadonlySet<string> = new Set()): string[] {
  const { $ref } = schema
  if (typeof $ref === 'string') {
    const name = $ref.split('/').at(-1) ?? ''
    return seen.has(name) ? [] : unbounded(componentOf(name), `${place} (${name})`, new Set([...seen, name]))
  }
  if (schema.readOnly === true || schema.enum !== undefined || schema.const !== undefined) return []
  const inside = (value: unknown, below: string) => unbounded((value ?? {}) as Schema, `${place}${below}`, seen)
  const choices = [schema.anyOf ?? [], schema.oneOf ?? []].flat()
  if (choices.length > 0) return choices.flatMap((choice) => inside(choice, ''))
  switch (schema.type) {
    case 'string':
      return schema.maxLength !== undefined || fixedFormats.has(schema.format ?? '') ? [] : [`${place}: a text`]
    case 'array':
      return [...(schema.maxItems === undefined ? [`${place}: a list`] : []), ...inside(schema.items, '[]')]
    case 'object': {
      const { properties = {}, additionalProperties } = schema
      const open = additionalProperties !== false && schema.maxProperties === undefined && !ignoresOthers(schema)
      return [
        ...(open ? [`${place}: members of any name`] : []),
        ...Object.entries(properties).flatMap(([name, member]) => inside(member, `.${name}`)),
        ...(Object.keys(Object(additionalProperties)).length > 0 ? inside(additionalProperties, '.*') : []),
      ]
    }
    case undefined:
      return schema.maxLength === undefined ? [`${place}: anything`] : []
    default:
      return []
  }
}

/** Members that a schema does not name are dropped, not kept. */
const ignoresOthers = ({ additionalProperties }: Schema): boolean => additionalProperties === undefined

const componentOf = (name: string): Schema => {
  const schema = components.schemas[name]
  if (schema === undefined) throw new Error(`no component ${name}`)
  return schema as Schema
}
const parameterOf = (given: Parameter | Reference): Parameter => {
  if (!('$ref' in given)) return given
  const parameter = components.parameters[given.$ref.split('/').at(-1) ?? '']
  if (parameter === undefined) throw new Error(`no parameter ${given.$ref}`)
  return parameter
}

test('every text and list of a request has a maximum', () => {
  const places = endpoints.flatMap(({ method, path }) => {
    const operation = description.paths[path]?.[method.toLowerCase()]
    const title = `${method} ${path}`
    const parameters = (operation?.parameters ?? []).map(parameterOf)
    return [
      ...parameters.flatMap(({ name, schema }) => unbounded(schema as Schema, `${title} ?${name}`)),
      ...Object.values(operation?.requestBody?.content ?? {}).flatMap(({ schema }) =>
        unbounded(schema as Schema, `${title} body`),
      ),
    ]
  })
  expect([...new Set(places)]).toEqual([])
})

test('so has every entity, which a patch may make anything of', () => {
  const names = definitions.flatMap(({ schema }) => schema.meta()?.id ?? [])
  expect(names).toHaveLength(definitions.length)
  expect(names.flatMap((name) => unbounded(componentOf(name), name))).toEqual([])
})

test('finds what has none', () => {
  expect(unbounded({ type: 'string' }, 'here')).toEqual(['here: a text'])
  expect(unbounded({ type: 'array', items: { type: 'string' } }, 'here')).toEqual(['here: a list', 'here[]: a text'])
  expect(unbounded({ type: 'object', additionalProperties: {} }, 'here')).toEqual(['here: members of any name'])
  expect(unbounded({ type: 'object', properties: { a: {} }, additionalProperties: false }, 'here')).toEqual([
    'here.a: anything',
  ])
})
