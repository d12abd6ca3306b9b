import 'server-only'
import { randomUUID } from 'node:crypto'
import { addRoute, createRouter, findRoute } from 'rou3'
import { z } from 'zod'
import { openServices } from '@/lib/app/services'
import type { Answered } from '@/lib/app/started'
import { actorOf } from '@/lib/auth/actor'
import { apiUrlOf } from '@/lib/http/api-url'
import { mediaTypeOf, readBytes, readJson, requireMediaType } from '@/lib/http/body'
import { errorResponse, toCatalogueError } from '@/lib/http/errors'
import { notedRefusal } from '@/lib/http/noted'
import { endpoints, pageEndpoints } from '@/lib/http/openapi/paths'
import { type Call, type Method, methods, type Operation, type Reader, type SignedInCall } from '@/lib/http/operation'
import { textMax } from '@/lib/model/rules/bounds'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'
import { readAs } from '@/lib/model/wire/reading'

type Operations = Partial<Record<Method, Operation>>
type Params = Readonly<Record<string, string>>

const router = createRouter<Operations>()
for (const [path, group] of Map.groupBy([...endpoints, ...pageEndpoints], ({ path }) => path)) {
  const operations = Object.fromEntries(group.map(({ method, operation }) => [method, operation]))
  addRoute(router, '', `/api${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, operations)
}

/** What a path takes, one operation a method, and the values of its parameters as they stand there, percent-encoded. */
export function operationsAt(path: string): { operations: Operations; params: Params } | undefined {
  const found = findRoute(router, '', path)
  return found === undefined ? undefined : { operations: found.data, params: found.params ?? {} }
}

/**
 * Every answer of the API, whichever door the request came by: the server process hands it over directly, the framework
 * through `app/api`. Never throws.
 */
export async function answer(request: Request, about: Answered = {}): Promise<Response> {
  const requestId = request.headers.get('x-request-id') ?? randomUUID()
  let call: Call | undefined
  try {
    const path = pathIn(request.url)
    const found = operationsAt(path)
    if (found === undefined) throw new CatalogueError('notFound', `There is nothing at ${path}`)
    const { operations, params } = found
    const { method } = request
    if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { Allow: allowed(operations) } })
    // Who asks for the head alone gets what GET says; both doors leave out the body.
    const operation = operations[(method === 'HEAD' ? 'GET' : method) as Method] // undefined for any other
    if (operation === undefined) return notAllowed(method, allowed(operations), requestId)
    about.operation = operation.id
    requireShortHeaders(request, operation)
    call = await open(request, params, requestId)
    const response = await operation.answer(call, (known) => signIn(known, about), readerOf(request, operation))
    response.headers.set('x-request-id', requestId)
    return response
  } catch (error) {
    if (call !== undefined) await noteRefused(error, call, about)
    return errorResponse(error, requestId)
  }
}

/** What somebody who is known has no right to. */
async function noteRefused(error: unknown, call: Call, { operation, user, caller }: Answered): Promise<void> {
  if (user === undefined) return
  const { kind, message } = toCatalogueError(error)
  if (kind !== 'forbidden') return
  await notedRefusal(call, { kind: 'rightsRefused', actor: user, caller, detail: `${operation}: ${message}` })
}

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
  param: (name) => short(name, storable(decoded(params[name] ?? '')), textMax.fqn),
})

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch (cause) {
    throw badRequest('The address of the request is malformed', { cause })
  }
}

/** As the schemas of queries and bodies do, before anything else looks at the text. */
function short(name: string, text: string, max: number): string {
  if (text.length <= max) return text
  throw badRequest(`[query param ${name} size must be between 0 and ${max}]`, {
    fields: [{ path: name, message: `size must be between 0 and ${max}`, code: 'size', params: { max } }],
  })
}

function requireShortHeaders(request: Request, { headers = {} }: Operation): void {
  for (const name of Object.keys(headers)) short(name, request.headers.get(name) ?? '', textMax.query)
}

const readerOf = (request: Request, { itemsAlone = false, files = [] }: Operation): Reader => ({
  query: (schema) => readAs(schema, queryOf(new URLSearchParams(storable(queryIn(request.url))), schema)),
  body: async (schema, bytesMax) => {
    requireMediaType(request, ['application/json', 'application/json-patch+json', ...files])
    return readAs(schema, await readJson(request, bytesMax, itemsAlone))
  },
  file: async (types, bytesMax) => {
    const type = mediaTypeOf(request)
    return type !== undefined && types.includes(type) ? { type, bytes: await readBytes(request, bytesMax) } : undefined
  },
})

/** Cut out rather than parsed: the server process has checked the address already. */
const pathIn = (url: string): string => /^(?:[a-z]+:\/\/[^/]*)?([^?#]*)/.exec(url)?.[1] ?? ''

/** As above. */
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

async function signIn(call: Call, about: Answered): Promise<SignedInCall> {
  const { services, request, requestId } = call
  const actor = await actorOf(request, services)
  about.user = actor.name
  about.caller = actor.caller
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
