import 'server-only'
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { actorOf } from '@/lib/auth/actor'
import type { RequestContext } from '@/lib/entities/context'
import { apiUrlOf } from '@/lib/http/api-url'
import { readJson, readText, requireMediaType } from '@/lib/http/body'
import { errorResponse } from '@/lib/http/errors'
import { openServices, type Services } from '@/lib/http/services'
import type { EntityDefinition } from '@/lib/model/define-entity'
import type { EntityType } from '@/lib/model/entity'
import { badRequest, CatalogueError } from '@/lib/model/errors'
import { queryOf } from '@/lib/model/query'
import { definitionFor } from '@/lib/model/registry'

type Params = Readonly<Record<string, string | string[]>>

/** One request as a route sees it: parsed on demand, by the schema the route hands in. */
export interface Call {
  readonly request: Request
  readonly services: Services
  readonly requestId: string
  /** A path parameter, decoded. */
  param(name: string): string
  /** Throws 400 naming every violation. */
  query<T>(schema: z.ZodType<T>): T
  /** JSON body; throws 400, 413, 415. */
  body<T>(schema: z.ZodType<T>): Promise<T>
  /** JSON body before any schema; undefined when there is none. */
  json(): Promise<unknown>
  text(mediaTypes: readonly string[]): Promise<string>
}

/** A call by somebody who is known. */
export interface SignedInCall extends Call {
  readonly ctx: RequestContext
}

/** A call on a collection of entities. */
export interface EntityCall extends SignedInCall {
  readonly def: EntityDefinition
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof methods)[number]
type RouteHandler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>
type Handlers = Record<Method, RouteHandler>
type Given<C extends Call> = Partial<Record<Method, (call: C) => Promise<Response>>>

/** The methods of a route for people and programs that have signed in; those not given answer 405. */
export const handlers = (given: Given<SignedInCall>): Handlers => all(given, signIn)

/** As `handlers`, for the few paths that need no sign-in. */
export const publicHandlers = (given: Given<Call>): Handlers => all(given, async (call) => call)

/** As `handlers`, with the definition that the path's `collection` names; 404 when there is none. */
export const entityHandlers = (given: Given<EntityCall>): Handlers =>
  all(given, async (call) => {
    const signedIn = await signIn(call)
    const def = definitionFor(call.param('collection'))
    if (def === undefined) throw new CatalogueError('notFound', `There is no collection ${call.param('collection')}`)
    return { ...signedIn, def }
  })

/** As `handlers`, on one collection: for a path of its own beside the shared ones. */
export const handlersFor = (def: EntityDefinition, given: Given<EntityCall>): Handlers =>
  all(given, async (call) => ({ ...(await signIn(call)), def }))

function all<C extends Call>(given: Given<C>, admit: (call: Call) => Promise<C>): Handlers {
  const allow = methods.filter((method) => given[method] !== undefined).join(', ')
  const entries = methods.map((method) => [method, route(method, given[method], admit, allow)] as const)
  return Object.fromEntries(entries) as Handlers // one entry per method
}

function route<C extends Call>(
  method: Method,
  handle: ((call: C) => Promise<Response>) | undefined,
  admit: (call: Call) => Promise<C>,
  allow: string,
): RouteHandler {
  return async (request, context) => {
    const requestId = request.headers.get('x-request-id') ?? randomUUID()
    try {
      if (handle === undefined) return notAllowed(method, allow, requestId)
      const call = await open(request, await context.params, requestId)
      const admitted = await admit(call)
      const response = await handle(admitted)
      if (method !== 'GET') forgetGrants(admitted)
      response.headers.set('x-request-id', requestId)
      return response
    } catch (error) {
      return errorResponse(error, requestId)
    }
  }
}

/** What people may do is read from these. */
const grantTypes: ReadonlySet<EntityType> = new Set(['user', 'role', 'policy', 'team'])

/** A right given or taken counts from the next request on. */
function forgetGrants({ services, def }: Call & { readonly def?: EntityDefinition }): void {
  if (def !== undefined && grantTypes.has(def.type)) services.actors.forget()
}

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

async function open(request: Request, params: Params, requestId: string): Promise<Call> {
  const services = await openServices()
  return {
    request,
    services,
    requestId,
    param: (name) => {
      const value = params[name]
      return storable(Array.isArray(value) ? value.join('/') : (value ?? ''))
    },
    query: (schema) => schema.parse(queryOf(new URLSearchParams(storable(new URL(request.url).search)))),
    body: async (schema) => schema.parse(await jsonBody(request)),
    json: () => jsonBody(request),
    text: async (mediaTypes) => {
      requireMediaType(request, mediaTypes)
      return readText(request)
    },
  }
}

/** No database takes U+0000 in a text. */
function storable(text: string): string {
  if (text.includes('\u0000') || text.includes('%00'))
    throw badRequest('The address must not contain the character U+0000')
  return text
}

function jsonBody(request: Request): Promise<unknown> {
  requireMediaType(request, ['application/json', 'application/json-patch+json'])
  return readJson(request)
}

async function signIn(call: Call): Promise<SignedInCall> {
  const { services, request, requestId } = call
  const actor = await actorOf(request, services)
  const ctx: RequestContext = {
    store: services.store,
    sealer: services.sealer,
    actor,
    now: Date.now(),
    requestId,
    apiUrl: apiUrlOf(request.headers),
  }
  return { ...call, ctx }
}
