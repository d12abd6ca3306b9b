/** Request bodies: bounded, strict about encoding and media type, and free of what no store can keep. */

import { env } from '@/lib/app/env'
import { takeTurns } from '@/lib/entities/turns'
import { limits } from '@/lib/import/limits'
import { depthMax } from '@/lib/model/rules/bounds'
import { walkJson } from '@/lib/model/rules/json-walk'
import { unstorable } from '@/lib/model/rules/storable'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'

const kibibyte = 1024
const mebibyte = 1024 * kibibyte
/** Bytes of the largest body there is. */
const bodyBytesMax = env.MAX_BODY_MB * mebibyte

/** Of calls that take a few fields and no rows: all that need no sign-in, and those about signing in and out. */
export const fewFieldsBytesMax = 16 * kibibyte

/** Of a form with a file: what is not the file, which is its mapping and what stands around the parts. */
const formBytesMax = 128 * kibibyte

/** Bytes of the largest file that can be sent. */
export const fileBytesMax = Math.min(limits.bytesMax, bodyBytesMax - formBytesMax)

const tooLarge = (bytesMax: number) =>
  bytesMax === bodyBytesMax
    ? new CatalogueError('payloadTooLarge', `Request body is larger than ${bytesMax / mebibyte} MB`, {
        hint: 'Send fewer rows per call, or raise MAX_BODY_MB.',
      })
    : new CatalogueError('payloadTooLarge', `Request body is larger than ${bytesMax / kibibyte} kB`, {
        hint: 'This call takes a few short fields.',
      })

/** The body as text. Throws 413 as soon as the limit is passed, by header or by count, and 400 for bad UTF-8. */
async function readText(request: Request, bytesMax: number): Promise<string> {
  const length = request.headers.get('content-length')
  if (Number(length ?? 0) > bytesMax) {
    if (request.body !== null) void drop(request.body.getReader())
    throw tooLarge(bytesMax)
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  // A length that was told is kept to by the server, so that all of it can be taken at once.
  if (length !== null) return decode(decoder, await arriving(request.arrayBuffer()))
  if (request.body === null) return ''
  const reader = request.body.getReader()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await arriving(reader.read())
    if (done) break
    size += value.byteLength
    if (size > bytesMax) {
      void drop(reader)
      throw tooLarge(bytesMax)
    }
    text += decode(decoder, value, { stream: true })
  }
  return text + decode(decoder)
}

/** The body as it is. Throws 413 as soon as the limit is passed. */
export async function readBytes(request: Request, bytesMax = bodyBytesMax): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) {
    if (request.body !== null) void drop(request.body.getReader())
    throw tooLarge(bytesMax)
  }
  if (request.body === null) return new Uint8Array()
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await arriving(reader.read())
    if (done) return Buffer.concat(chunks)
    size += value.byteLength
    if (size > bytesMax) {
      void drop(reader)
      throw tooLarge(bytesMax)
    }
    chunks.push(value)
  }
}

/** The media type of a body, without its parameters. */
export const mediaTypeOf = (request: Request): string | undefined =>
  request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()

/** Whoever goes away while sending is no failure of ours. */
const arriving = <T>(part: Promise<T>): Promise<T> =>
  part.catch((cause: unknown) => {
    throw badRequest('The request ended before its body did', { cause })
  })

function decode(decoder: TextDecoder, bytes?: AllowSharedBufferSource, options?: TextDecodeOptions): string {
  try {
    return decoder.decode(bytes, options)
  } catch (cause) {
    throw badRequest('Request body is not valid UTF-8', { cause })
  }
}

const lingerMs = 5_000

/**
 * Reads on for a moment and keeps nothing. Cancelling at once would destroy the connection before the client, which is
 * still sending, has seen the answer.
 */
async function drop(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const until = Date.now() + lingerMs
  try {
    while (Date.now() < until) if ((await reader.read()).done) return
    await reader.cancel()
  } catch {
    // The client has gone: nothing left to drop.
  }
}

/** Media types a route takes; a body without a type passes as JSON. */
export function requireMediaType(request: Request, allowed: readonly string[]): void {
  const type = mediaTypeOf(request)
  if (type === undefined || type === '' || allowed.includes(type)) return
  throw new CatalogueError('unsupportedMediaType', `Content type ${type} is not supported`, {
    hint: `Send ${allowed.join(' or ')}.`,
  })
}

/**
 * Parsed JSON; undefined for an empty body. Throws 400 with the place of the mistake, and 413. Of a list whose items are
 * judged one by one, what no store can keep costs the item that holds it: whoever judges has to look (`unstorable`).
 */
export async function readJson(request: Request, bytesMax = bodyBytesMax, itemsAlone = false): Promise<unknown> {
  return parseJson(await readText(request, bytesMax), itemsAlone)
}

/** A text of a request as JSON, under the same rules. */
export async function parseJson(text: string, itemsAlone = false): Promise<unknown> {
  if (text.trim() === '') return undefined
  const depth = await inspect(text)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw badRequest('Invalid request format', {
      cause,
      hint: `The body is not JSON: ${cause instanceof Error ? cause.message.slice(0, 200) : ''}`,
    })
  }
  // Only a text that can hold something refused is walked.
  if (!itemsAlone && (suspicious.test(text) || depth > depthMax)) {
    const problem = unstorable(value)
    if (problem !== undefined) throw badRequest(`${problem.path || 'body'} ${problem.message}`, { fields: [problem] })
  }
  return value
}

/** Escapes of U+0000 and of lone surrogates; `__proto__` as a key. Unescaped, strict UTF-8 and JSON refuse them. */
const suspicious = /\\u(?:0000|[dD][89a-fA-F])|__proto__/

/** Values in one body: what a parser takes time for, which cannot give others a turn. */
const valuesMax = 1_000_000

/** How deep the text nests, counted with turns for others. Throws 413 when it holds more values than one call takes. */
async function inspect(text: string): Promise<number> {
  let [deepest, values] = [0, 1]
  await walkJson(text, takeTurns(), (kind, _at, depth) => {
    if (kind === 'close') return false
    values += 1
    deepest = Math.max(deepest, depth)
    if (values > valuesMax) {
      throw new CatalogueError('payloadTooLarge', `Request body holds more than ${valuesMax} values`, {
        hint: 'Send fewer rows per call.',
      })
    }
    return false
  })
  return deepest
}
