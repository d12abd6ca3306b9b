import 'server-only'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { actorOf } from '@/lib/auth/actor'
import { apiUrlOf } from '@/lib/http/api-url'
import { readJson, requireMediaType } from '@/lib/http/body'
import { errorResponse } from '@/lib/http/errors'
import {
  type Call,
  type EntityOperation,
  type Method,
  methods,
  type Operation,
  type Reader,
  type SignedInCall,
} from '@/lib/http/operation'
import { openServices } from '@/lib/http/services'
import { textMax } from '@/lib/model/bounds'
import { badRequest, CatalogueError } from '@/lib/model/errors'
import { readAs } from '@/lib/model/reading'
import { definitionFor } from '@/lib/model/registry'

type Params = Readonly<Record<string, string | string[]>>
type RouteHandler = ((request: Request, context: { params: Promise<Params> }) => Promise<Response>) & {
  /** What it answers with; undefined where it says 405. A test holds the description of the API against it. */
  readonly serves: Operation | EntityOperation | undefined
}
type Handlers = Record<Method | 'OPTIONS', RouteHandler>
type Operations = Partial<Record<Method, Operation>>
type EntityOperations = Partial<Record<Method, EntityOperation>>

/** The methods of a route; those not given answer 405. */
export const handlers = (given: Operations): Handlers => all(given, () => given)

/** As `handlers`, on the collection that the path names; 404 when there is none, or when its entities have no such thing. */
export const entityHandlers = (given: EntityOperations): Handlers =>
  all(given, ({ collection = '' }) => {
    const def = definitionFor(String(collection))
    if (def === undefined) throw new CatalogueError('notFound', `There is no collection ${collection}`)
    const operations = methods.map((method) => [method, given[method]?.(def)] as const)
    if (operations.every(([, operation]) => operation === undefined))
      throw new CatalogueError('notFound', `${collection} have no such path`)
    return Object.fromEntries(operations) as Operations // one entry per method
  })

function all(given: Operations | EntityOperations, operationsOf: (params: Params) => Operations): Handlers {
  const route = (method: Method | 'OPTIONS'): RouteHandler => {
    const handler = async (request: Request, context: { params: Promise<Params> }) => {
      const requestId = request.headers.get('x-request-id') ?? randomUUID()
      try {
        const params = (await context.params) ?? {} // a path without parameters has none, whatever the type says
        const operations = operationsOf(params)
        if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { Allow: allowed(operations) } })
        const operation = operations[method]
        if (operation === undefined) return notAllowed(method, allowed(operations), requestId)
        requireShortHeaders(request, operation)
        const call = await open(request, params, requestId)
        const response = await operation.answer(call, signIn, readerOf(request, operation))
        response.headers.set('x-request-id', requestId)
        return response
      } catch (error) {
        return errorResponse(error, requestId)
      }
    }
    return Object.assign(handler, { serves: method === 'OPTIONS' ? undefined : given[method] })
  }
  const entries = [...methods, 'OPTIONS' as const].map((method) => [method, route(method)] as const)
  return Object.fromEntries(entries) as Handlers // one entry per method
}

/** The framework would work these out from what a route exports, which is all of them, so that 405 is JSON. */
const allowed = (operations: Operations): string =>
  methods.filter((method) => operations[method] !== undefined).join(', ')

function notAllowed(method: string, allow: string, requestId: string): Response {
  const response = errorResponse(
    new CatalogueError('methodNotAllowed', `HTTP 405 Method Not Allowed: ${method}`, {
      hint: `This path takes ${allow}.`,
    }),
    requestId,
  )
  response.headers.set('Allow', allow)
  return response
}

const open = async (request: Request, params: Params, requestId: string): Promise<Call> => ({
  request,
  services: await openServices(),
  requestId,
  param: (name) => {
    const value = params[name]
    return short(name, storable(Array.isArray(value) ? value.join('/') : (value ?? '')), textMax.fqn)
  },
})

/** As the schemas of queries and bodies do, before anything else looks at the text. */
function short(name: string, text: string, max: number): string {
  if (text.length <= max) return text
  throw badRequest(`[query param ${name} size must be between 0 and ${max}]`, {
    fields: [{ path: name, message: `size must be between 0 and ${max}` }],
  })
}

function requireShortHeaders(request: Request, { headers = {} }: Operation): void {
  for (const name of Object.keys(headers)) short(name, request.headers.get(name) ?? '', textMax.query)
}

const readerOf = (request: Request, { itemsAlone = false }: Operation): Reader => ({
  query: (schema) => readAs(schema, queryOf(new URLSearchParams(storable(queryIn(request.url))), schema)),
  body: async (schema, bytesMax) => {
    requireMediaType(request, ['application/json', 'application/json-patch+json'])
    return readAs(schema, await readJson(request, bytesMax, itemsAlone))
  },
})

/** Cut out rather than parsed: the server process has checked the address already. */
const queryIn = (url: string): string => /\?([^#]*)/.exec(url)?.[1] ?? ''

/** `?a=1&b=2` → members. Of several the last wins, unless the schema has a list; unknown ones are ignored. */
const queryOf = (params: URLSearchParams, schema: z.ZodObject): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(schema.shape).flatMap(([name, member]) => {
      const given = params.getAll(name)
      return given.length === 0 ? [] : [[name, isList(member) ? given : given.at(-1)]]
    }),
  )

const isList = (schema: unknown): boolean =>
  schema instanceof z.ZodDefault ? isList(schema.unwrap()) : schema instanceof z.ZodArray

/** No database takes U+0000 in a text. */
function storable(text: string): string {
  if (text.includes('\u0000') || text.includes('%00'))
    throw badRequest('The address must not contain the character U+0000')
  return text
}

async function signIn(call: Call): Promise<SignedInCall> {
  const { services, request, requestId } = call
  const actor = await actorOf(request, services)
  return {
    ...call,
    ctx: {
      store: services.store,
      sealer: services.sealer,
      actor,
      now: Date.now(),
      requestId,
      apiUrl: apiUrlOf(request.headers),
      signal: request.signal,
    },
  }
}
