/**
 * One call of the API: what it takes and gives, as data, and the function that answers it. The function sees query and
 * body only as the described schemas have parsed them, so the description cannot say anything else than what is served.
 */
import type { z } from 'zod'
import type { Services } from '@/lib/app/services'
import type { RequestContext } from '@/lib/entities/context'
import { fewFieldsBytesMax } from '@/lib/http/body'
import type { Example } from '@/lib/http/openapi/example'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { ErrorKind } from '@/lib/model/wire/errors'

/** One request as a handler sees it. */
export interface Call {
  readonly request: Request
  readonly services: Services
  readonly requestId: string
  /** A path parameter, decoded. */
  param(name: string): string
}

/** A call by somebody who is known. */
export interface SignedInCall extends Call {
  readonly ctx: RequestContext
}

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof methods)[number]

export interface ResponseDescription {
  readonly description: string
  /** Left out for an answer without a body. */
  readonly schema?: z.ZodType
  /** JSON if left out. */
  readonly mediaType?: string
  /** Further media types that the caller may ask for, with what they hold. */
  readonly otherTypes?: Readonly<Record<string, z.ZodType>>
  /** A real body. */
  readonly example?: unknown
  /** What each header of the answer says. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface Description {
  /** `operationId`: what generated clients call it. */
  readonly id: string
  readonly tag: string
  readonly summary: string
  readonly notes?: string
  /** Who may call it, where being signed in is not enough. */
  readonly rights?: string
  /** Path parameters that mean something else here than in other paths. */
  readonly path?: Readonly<Record<string, z.ZodType>>
  /** Header name → meaning. */
  readonly headers?: Readonly<Record<string, string>>
  readonly responses: Readonly<Record<number, ResponseDescription>>
  /** Errors besides those that every call of its kind can have. */
  readonly errors?: readonly ErrorKind[]
  readonly example?: Example
}

export interface Operation extends Description {
  readonly itemsAlone?: boolean
  /** Media types of files that it takes in place of a JSON body. */
  readonly files?: readonly string[]
  readonly access: 'public' | 'signedIn'
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly bodyType: MediaType
  /** Bytes its body may have; `MAX_BODY_MB` if left out. */
  readonly bodyBytesMax?: number
  answer(call: Call, admit: (call: Call) => Promise<SignedInCall>, read: Reader): Promise<Response>
}

export type MediaType = 'application/json' | 'application/json-patch+json'

/** How query and body of a request are read; throws 400, 413, 415. */
export interface Reader {
  query<T>(schema: z.ZodType<T> & z.ZodObject): T
  body<T>(schema: z.ZodType<T>, bytesMax?: number): Promise<T>
  /** The body as it is where it is of one of the types; undefined where it is not. */
  file?(types: readonly string[], bytesMax?: number): Promise<File | undefined>
}

/** A file that is the whole body. */
export interface File {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** The operation on one type of entity; undefined where the type has no such thing (votes of a role). */
export type EntityOperation = (def: EntityDefinition) => Operation | undefined

/** Builds the operation of each type once. */
export function entityOperation(build: EntityOperation): EntityOperation {
  const built = new Map<EntityDefinition, Operation | undefined>()
  return (def) => {
    if (!built.has(def)) built.set(def, build(def))
    return built.get(def)
  }
}

interface Given<C extends Call, Q, B> extends Description {
  readonly query?: z.ZodType<Q> & z.ZodObject
  readonly body?: z.ZodType<B>
  readonly bodyType?: MediaType
  readonly bodyBytesMax?: number
  /** Items of the body are judged one by one: nothing about one of them costs the others. */
  readonly itemsAlone?: boolean
  /** Of a call that takes a file in place of its body: then `body` is what its schema makes of nothing. */
  readonly files?: readonly string[]
  handle(call: C & { readonly query: Q; readonly body: B; readonly file?: File | undefined }): Promise<Response>
}

/** An operation for people and programs that have signed in. */
export const operation = <Q, B>(given: Given<SignedInCall, Q, B>): Operation =>
  complete('signedIn', given, (call, admit) => admit(call))

/** An operation that needs no sign-in. Nobody unknown sends it a large body. */
export const publicOperation = <Q, B>(given: Given<Call, Q, B>): Operation =>
  complete('public', { bodyBytesMax: fewFieldsBytesMax, ...given }, async (call) => call)

function complete<C extends Call, Q, B>(
  access: Operation['access'],
  { handle, ...given }: Given<C, Q, B>,
  enter: (call: Call, admit: (call: Call) => Promise<SignedInCall>) => Promise<C>,
): Operation {
  const { query, body, bodyBytesMax, files } = given
  return {
    bodyType: 'application/json',
    ...given,
    access,
    answer: async (call, admit, read) => {
      const entered = await enter(call, admit)
      const asked = (query === undefined ? {} : read.query(query)) as Q // nobody asks for a Q without a schema
      const file = files === undefined ? undefined : await read.file?.(files, bodyBytesMax)
      return handle({
        ...entered,
        query: asked,
        body: (body === undefined
          ? undefined
          : file === undefined
            ? await read.body(body, bodyBytesMax)
            : body.parse(undefined)) as B, // as above
        ...(file !== undefined && { file }),
      })
    },
  }
}
