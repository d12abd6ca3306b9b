import { globSync } from 'node:fs'
import { join } from 'node:path'
import { validate } from '@hyperjump/json-schema/openapi-3-1'
import { describe, expect, test } from 'vitest'
import { describeApi } from '@/lib/http/openapi/document'
import type { Endpoint } from '@/lib/http/openapi/endpoint'
import { endpoints } from '@/lib/http/openapi/paths'
import { violationsOf } from '@/lib/http/openapi/testing'
import { methods } from '@/lib/http/operation'
import { definitions } from '@/lib/model/registry'

const document = JSON.parse(JSON.stringify(describeApi(endpoints)))
const titleOf = ({ method, path }: Endpoint) => `${method} ${path}`

const files = globSync('app/api/v1/**/route.ts')
const routes = await Promise.all(
  files.map(async (file) => ({
    segments: file.split('/').slice(2, -1),
    module: await import(/* @vite-ignore */ join(process.cwd(), file)),
  })),
)

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
  const served = new Set<unknown>()

  /** As Next chooses: of the routes that fit, the one with words where others have parameters. */
  const routeOf = ({ path, def }: Endpoint) => {
    const internal = path.replace(def?.path ?? 'services/ingestionPipelines', def?.collection ?? 'ingestionPipelines')
    const segments = internal.slice(1).split('/')
    return routes
      .filter(
        (route) =>
          route.segments.length === segments.length &&
          route.segments.every((segment, at) => (segment.startsWith('[') ? true : segment === segments[at])),
      )
      .toSorted((a, b) => {
        const at = a.segments.findIndex((segment, place) => segment !== b.segments[place])
        return a.segments[at]?.startsWith('[') ? 1 : -1
      })[0]
  }

  test.each(endpoints.map((endpoint) => [titleOf(endpoint), endpoint] as const))('%s', (_title, endpoint) => {
    const handler = routeOf(endpoint)?.module[endpoint.method]
    served.add(handler)
    const { serves } = handler
    expect(typeof serves === 'function' ? serves(endpoint.def) : serves).toBe(endpoint.operation)
  })

  test('by the framework’s own way of calling: a path without parameters is given none', async () => {
    const plain = routes.filter(({ segments }) => !segments.some((segment) => segment.startsWith('[')))
    expect(plain.length).toBeGreaterThan(10)
    for (const { segments, module } of plain) {
      const request = new Request(`http://localhost/api/${segments.join('/')}`, { method: 'OPTIONS' })
      expect((await module.OPTIONS(request, { params: undefined })).status, segments.join('/')).toBe(204)
    }
  })

  test('and nothing else', () => {
    const undescribed = routes.flatMap(({ segments, module }) =>
      methods.flatMap((method) =>
        module[method]?.serves === undefined || served.has(module[method]) ? [] : [`${method} ${segments.join('/')}`],
      ),
    )
    expect(undescribed).toEqual([])
  })
})
