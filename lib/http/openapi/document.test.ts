import { globSync } from 'node:fs'
import { validate } from '@hyperjump/json-schema/openapi-3-1'
import { describe, expect, test } from 'vitest'
import { describeApi } from '@/lib/http/openapi/document'
import type { Endpoint } from '@/lib/http/openapi/endpoint'
import { endpoints } from '@/lib/http/openapi/paths'
import { violationsOf } from '@/lib/http/openapi/testing'
import { operationsAt } from '@/lib/http/route'
import { definitions } from '@/lib/model/entities/registry'

const document = JSON.parse(JSON.stringify(describeApi(endpoints)))
const titleOf = ({ method, path }: Endpoint) => `${method} ${path}`

describe('the description', () => {
  test('is OpenAPI 3.1', async () => {
    const result = await validate('https://spec.openapis.org/oas/3.1/schema-base', document, 'BASIC')
    expect(result).toEqual({ valid: true })
  })

  test('refers to nothing that is not in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)]
    expect(references.length).toBeGreaterThan(100)
    const missing = references.filter(([, kind = '', name = '']) => document.components[kind]?.[name] === undefined)
    expect(missing).toEqual([])
    expect(JSON.stringify(document)).not.toContain('$defs')
  })

  test('names every operation once', () => {
    const ids = endpoints.map(({ operation }) => operation.id)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  })

  test('holds the create schema and the schema of every type', () => {
    for (const def of definitions) {
      const names = [def.schema, def.createSchema].map((schema) => schema.meta()?.id)
      expect(document.components.schemas).toMatchObject(Object.fromEntries(names.map((name) => [name, {}])))
    }
  })

  test('says of the dashboard what its schema says', () => {
    const { CreateDashboard } = document.components.schemas
    expect(CreateDashboard).toMatchObject({ required: ['name', 'service'], additionalProperties: false })
    expect(document.paths['/v1/dashboards'].post.requestBody).toEqual({
      required: true,
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/CreateDashboard' },
          example: expect.objectContaining({ name: '10', displayName: 'deck.gl Demo', service: 'sample_superset' }),
        },
      },
    })
  })

  test('refuses what the server refuses', async () => {
    const schema = document.paths['/v1/dashboards'].post.requestBody.content['application/json'].schema
    const body = { name: '10', service: 'sample_superset' }
    expect(await violationsOf(schema, body)).toEqual([])
    for (const bad of [{ name: '10' }, { ...body, name: '' }, { ...body, extra: 1 }, { ...body, tags: [{}] }, 'text']) {
      expect(await violationsOf(schema, bad)).not.toEqual([])
    }
  })

  test('has the calls of a type only where the type has the thing', () => {
    expect(document.paths['/v1/dashboards/{id}/vote']).toBeDefined()
    expect(document.paths['/v1/roles/{id}/vote']).toBeUndefined()
    expect(document.paths['/v1/roles/{id}/followers']).toBeUndefined()
  })

  test('asks for a token everywhere but where none is needed', () => {
    expect(document.paths['/v1/dashboards'].get.security).toEqual([{ bearer: [] }])
    expect(document.paths['/v1/system/version'].get.security).toEqual([])
  })
})

describe('what is described is what is served', () => {
  const exampleOf = (path: string) => `/api${path.replaceAll(/\{\w+\}/g, 'any%2Fname')}`

  test.each(endpoints.map((endpoint) => [titleOf(endpoint), endpoint] as const))('%s', (_title, endpoint) => {
    const { method, path, operation } = endpoint
    expect(operationsAt(exampleOf(path))?.operations[method]).toBe(operation)
  })

  test('parameters reach the operation as they stand in the address', () => {
    expect(operationsAt('/api/v1/dashboards/name/a%2Fb.c%25')?.params).toEqual({ fqn: 'a%2Fb.c%25' })
    expect(operationsAt('/api/v1/dashboards/constructor')?.params).toEqual({ id: 'constructor' })
  })

  test.each([
    '/api',
    '/api/',
    '/api/v1',
    '/api/v1/nothing',
    '/api/v1/constructor',
    '/api/v1/roles/1/vote',
    '/api/v1/tags/1/2/3',
  ])('there is nothing at %s', (path) => {
    expect(operationsAt(path)).toBeUndefined()
  })

  test('one route file answers all of it', () => {
    expect(globSync('app/api/**/*.ts')).toEqual(['app/api/[[...path]]/route.ts'])
  })
})
