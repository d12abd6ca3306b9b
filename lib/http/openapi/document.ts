/** The description of the API in OpenAPI 3.1, from the operations that serve it. */
import { errorBodySchema } from '@/lib/http/errors'
import { formType } from '@/lib/http/form'
import type { Endpoint } from '@/lib/http/openapi/endpoint'
import { sampleOf } from '@/lib/http/openapi/example'
import { failureName, failureStatuses, failuresOf, failureText } from '@/lib/http/openapi/failures'
import { labelled } from '@/lib/http/openapi/labels'
import { namesIn, pathParameters } from '@/lib/http/openapi/parameters'
import { collectSchemas, type SchemaCollector } from '@/lib/http/openapi/schemas'
import { shareParameters } from '@/lib/http/openapi/shared-parameters'
import type { Operation, ResponseDescription } from '@/lib/http/operation'
import { limits } from '@/lib/import/limits'
import { textMax } from '@/lib/model/rules/bounds'
import { mappingSizeMax } from '@/lib/model/wire/import-mapping'
import type {
  JsonSchema,
  OpenApi,
  OperationObject,
  Parameter,
  Reference,
  ResponseObject,
} from '@/lib/model/wire/openapi'
import packageJson from '@/package.json' with { type: 'json' }

export function describeApi(endpoints: readonly Endpoint[]): OpenApi {
  const schemas = collectSchemas()
  const paths: Record<string, Record<string, OperationObject>> = {}
  for (const endpoint of endpoints) {
    paths[endpoint.path] ??= {}
    Object.assign(paths[endpoint.path] ?? {}, { [endpoint.method.toLowerCase()]: describeEndpoint(endpoint, schemas) })
  }
  const responses = failureResponses(schemas)
  const shared = shareParameters(paths)
  return {
    openapi: '3.1.1',
    info: {
      title: 'Dashcat API',
      version: packageJson.version,
      summary: 'A catalogue of dashboards that speaks the OpenMetadata API',
      license: { name: 'Apache 2.0', identifier: packageJson.license },
    },
    servers: [{ url: '/api' }],
    tags: [...new Set(endpoints.map(({ operation }) => operation.tag))].map((name) => ({ name })),
    paths: shared.paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'From signing in, a personal access token, or the token of a bot',
        },
      },
      schemas: labelled(schemas.finish()),
      parameters: shared.parameters,
      responses,
      headers: {
        'X-Request-Id': { description: 'Look for it in the log of the server', schema: { type: 'string' } },
      },
    },
  }
}

function describeEndpoint({ method, path, operation }: Endpoint, schemas: SchemaCollector): OperationObject {
  const { id, tag, summary, notes, rights, access, responses } = operation
  const description = [notes, rights === undefined ? undefined : `Who may: ${rights}.`].filter(Boolean).join('\n\n')
  const parameters = parametersOf(path, operation, schemas)
  const body = bodyOf(operation, schemas)
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== '' && { description }),
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: body }),
    responses: Object.fromEntries([
      ...Object.entries(responses).map(([status, response]) => [status, responseOf(response, schemas)]),
      ...failuresOf(operation, method, path).map((status) => [
        status,
        { $ref: `#/components/responses/${failureName(status)}` },
      ]),
    ]),
    security: access === 'public' ? [] : [{ bearer: [] }],
  }
}

function parametersOf(path: string, operation: Operation, schemas: SchemaCollector): Parameter[] {
  const { query, headers = {}, example } = operation
  const inPath = namesIn(path).map((name): Parameter => {
    const described = operation.path?.[name] ?? pathParameters[name]
    if (described === undefined) throw new Error(`${path}: nothing says what {${name}} is`)
    return parameter(name, 'path', schemas.input(described).schema, true, example?.path?.[name])
  })
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, described]): Parameter => {
    const { schema, required } = schemas.input(described)
    return parameter(name, 'query', schema, required, example?.query?.[name])
  })
  const inHeaders = Object.entries(headers).map(([name, text]) =>
    parameter(
      name,
      'header',
      { type: 'string', maxLength: textMax.query, description: text },
      false,
      example?.headers?.[name],
    ),
  )
  return [...inPath, ...inQuery, ...inHeaders]
}

/** The words of a schema stand at the parameter itself, where readers look for them. */
function parameter(
  name: string,
  place: Parameter['in'],
  { description, ...schema }: JsonSchema,
  required: boolean,
  example: string | undefined,
): Parameter {
  return {
    name,
    in: place,
    required,
    ...(description !== undefined && { description }),
    schema,
    ...(example !== undefined && { example: sampleOf(example) }),
  }
}

function bodyOf(
  { body, bodyType, files = [], example }: Operation,
  schemas: SchemaCollector,
): OperationObject['requestBody'] {
  if (body === undefined) return undefined
  const { schema, required } = schemas.input(body)
  const shown = example?.body === undefined ? {} : { example: sampleOf(example.body) }
  const file = { schema: { type: 'string' as const, maxLength: limits.bytesMax, description: 'The file as it is' } }
  const form = {
    schema: {
      type: 'object' as const,
      properties: {
        file: {
          type: 'string' as const,
          format: 'binary',
          maxLength: limits.bytesMax,
          description: 'A file; several are read as one',
        },
        mapping: {
          type: 'string' as const,
          maxLength: mappingSizeMax,
          description: 'How it is to be understood, as JSON',
        },
      },
      required: ['file'],
    },
  }
  const examplesOf = (type: string) => {
    const given = (example?.files ?? []).filter((one) => one.type === type)
    const told = given.map(({ name, summary, query, text }) => [
      name,
      { summary, description: `With \`?${new URLSearchParams(query)}\`.`, value: text },
    ])
    return given.length === 0 ? {} : { examples: Object.fromEntries(told) }
  }
  return {
    required,
    content: {
      [bodyType]: { schema, ...shown },
      ...Object.fromEntries(files.map((type) => [type, type === formType ? form : { ...file, ...examplesOf(type) }])),
    },
  }
}

const requestId: Reference = { $ref: '#/components/headers/X-Request-Id' }

function responseOf(response: ResponseDescription, schemas: SchemaCollector): ResponseObject {
  const { description, schema, mediaType = 'application/json', otherTypes = {}, headers = {} } = response
  const others = Object.entries(otherTypes).map(([type, other]) => [type, { schema: schemas.output(other) }] as const)
  const shown = response.example === undefined ? {} : { example: response.example }
  return {
    description,
    headers: {
      'X-Request-Id': requestId,
      ...Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [
          name,
          { description: text, schema: { type: 'string' as const } },
        ]),
      ),
    },
    ...(schema !== undefined && {
      content: { [mediaType]: { schema: schemas.output(schema), ...shown }, ...Object.fromEntries(others) },
    }),
  }
}

function failureResponses(schemas: SchemaCollector): Record<string, ResponseObject> {
  const described = failureStatuses.map((status): [string, ResponseObject] => [
    failureName(status),
    {
      description: failureText(status),
      headers: { 'X-Request-Id': requestId },
      content: { 'application/json': { schema: schemas.output(errorBodySchema) } },
    },
  ])
  return Object.fromEntries(described)
}
