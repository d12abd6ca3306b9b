/** Request bodies: bounded, strict about encoding and media type, and free of what no store can keep. */
import { env } from '@/lib/env'
import { badRequest, CatalogueError } from '@/lib/model/errors'
import { pointerTo } from '@/lib/model/violations'

const kibibyte = 1024
const mebibyte = 1024 * kibibyte
const depthMax = 100

const bodyBytesMax = env.MAX_BODY_MB * mebibyte

/** Of calls that take a few fields and no rows: all that need no sign-in, and those about signing in and out. */
export const fewFieldsBytesMax = 16 * kibibyte

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
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) throw tooLarge(bytesMax)
  if (request.body === null) return ''
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = request.body.getReader()
  let text = ''
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      size += value.byteLength
      if (size > bytesMax) {
        void drop(reader)
        throw tooLarge(bytesMax)
      }
      text += decoder.decode(value, { stream: true })
    }
    return text + decoder.decode()
  } catch (cause) {
    if (cause instanceof TypeError) throw badRequest('Request body is not valid UTF-8', { cause })
    throw cause
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
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type === undefined || type === '' || allowed.includes(type)) return
  throw new CatalogueError('unsupportedMediaType', `Content type ${type} is not supported`, {
    hint: `Send ${allowed.join(' or ')}.`,
  })
}

/** Parsed JSON; undefined for an empty body. Throws 400 with the place of the mistake, and 413. */
export async function readJson(request: Request, bytesMax = bodyBytesMax): Promise<unknown> {
  const text = await readText(request, bytesMax)
  if (text.trim() === '') return undefined
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
  if (suspicious.test(text) || deeplyNested(text)) requireStorable(value, [])
  return value
}

/** Escapes of U+0000 and of lone surrogates; `__proto__` as a key. Unescaped, strict UTF-8 and JSON refuse them. */
const suspicious = /\\u(?:0000|[dD][89a-fA-F])|__proto__/

function deeplyNested(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x5b || code === 0x7b) depth += 1
    else if (code === 0x5d || code === 0x7d) depth -= 1
    if (depth > depthMax) return true
  }
  return false
}

function requireStorable(value: unknown, path: readonly PropertyKey[]): void {
  const refuse = (what: string): never => {
    throw badRequest(`${pointerTo(path) || 'body'} ${what}`, { fields: [{ path: pointerTo(path), message: what }] })
  }
  if (path.length > depthMax) refuse(`is nested more than ${depthMax} levels deep`)
  if (typeof value === 'string') {
    if (value.includes('\u0000')) refuse('must not contain the character U+0000')
    if (!value.isWellFormed()) refuse('must be valid Unicode')
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) requireStorable(item, [...path, index])
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (key === '__proto__' || key.includes('\u0000') || !key.isWellFormed())
        refuse(`has a member with a name that is not allowed`)
      requireStorable(member, [...path, key])
    }
  }
}
