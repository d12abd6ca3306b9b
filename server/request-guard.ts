/**
 * What every request and answer passes before and after the API's door or the framework: bounds on what is looked at
 * (decision 009), a readable URL, headers that a client cannot forge, an id, security headers. Refusals are the API's
 * JSON. Runs in plain Node, outside the bundle.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { ownCookies } from '../lib/cookies.ts'
import { clientAddress } from './client-address.ts'

export interface GuardOptions {
  readonly dev: boolean
  readonly trustProxy: boolean
  readonly publicUrl: string | undefined
  readonly bodyBytesMax: number
}

/** All filters of a list at their longest; a fully qualified name alone is up to 28 kB once it is percent-encoded. */
const urlBytesMax = 64 * 1024
/** The address and 16 kB for everything else: tokens of other issuers can be long. */
export const headBytesMax = urlBytesMax + 16 * 1024
const headersMax = 200
/** The framework's work grows with the square of their number. */
const parametersMax = 200

const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])

/** Whether an address, as the guard has left it, is one of the API. */
export const isOfApi = (url: string): boolean => /^\/api(?:[/?#]|$)/.test(url)

/** Prepares request and answer; false when it has answered already and the framework must not see the request. */
export function guard(request: IncomingMessage, response: ServerResponse, options: GuardOptions): boolean {
  const requestId = requestIdOf(request)
  request.headers['x-request-id'] = requestId
  const oversize = oversizeOf(request)
  const protocol = normalizeForwarded(request, options.trustProxy)
  // The framework's tools for development keep cookies of their own.
  if (!options.dev) keepOwnCookies(request)
  const path = normalizeUrl(request)
  const isApi = path === undefined || isOfApi(path)
  setSecurityHeaders(request, response, { requestId, isApi, path: path ?? '', protocol }, options)
  if (oversize !== undefined) {
    refuse(response, ...oversize)
    return false
  }
  if (path === undefined) {
    refuse(response, 400, 'BAD_REQUEST', 'The address of the request is malformed')
    return false
  }
  if (!methods.has(request.method ?? '')) {
    response.setHeader('Allow', [...methods].join(', '))
    refuse(response, 405, 'METHOD_NOT_ALLOWED', `Method ${request.method} is not allowed`)
    return false
  }
  if (Number(request.headers['content-length'] ?? 0) > options.bodyBytesMax) {
    refuseBody(request, response, options.bodyBytesMax)
    return false
  }
  return true
}

/** What a proxy or a client calls the request by, if it is short and plain. It tells requests apart for readers of the log alone. */
function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID()
}

/** An error of the API before there is a route; `code` is a number because clients compare it. */
export function refuse(
  response: ServerResponse,
  code: number,
  errorType: string,
  message: string,
  hint?: string,
): void {
  const requestId = response.getHeader('x-request-id')
  response.statusCode = code
  response.setHeader('Content-Type', 'application/json')
  response.end(JSON.stringify({ code, errorType, message, requestId, ...(hint !== undefined && { hint }) }))
}

/** Why a request is too large to be looked at, by counts that cost one pass; undefined for one that is not. */
function oversizeOf({ url = '', rawHeaders }: IncomingMessage): [number, string, string] | undefined {
  if (url.length > urlBytesMax) {
    return [414, 'URI_TOO_LONG', `The address of the request is longer than ${urlBytesMax / 1024} kB`]
  }
  if (rawHeaders.length / 2 > headersMax) {
    return [431, 'HEADERS_TOO_LARGE', `The request has more than ${headersMax} headers`]
  }
  if (parametersIn(url) <= parametersMax) return undefined
  return [400, 'BAD_REQUEST', `The address has more than ${parametersMax} query parameters`]
}

function parametersIn(url: string): number {
  let count = 0
  for (let at = url.indexOf('?'); at !== -1; at = url.indexOf('&', at + 1)) count += 1
  return count
}

/** What other applications on this host have left with the browser is none of ours, and the framework would parse it. */
function keepOwnCookies({ headers }: IncomingMessage): void {
  if (headers.cookie === undefined) return
  const kept = ownCookies(headers.cookie)
  if (kept === undefined) delete headers.cookie
  else headers.cookie = kept
}

const lingerMs = 5_000

/**
 * 413 before the body is read. What is still arriving is dropped for a moment: closing at once would reset the
 * connection, and the client would never see why.
 */
function refuseBody(request: IncomingMessage, response: ServerResponse, bodyBytesMax: number): void {
  // Somebody who asked before sending does not send now, so nothing on this connection could be told apart any more.
  if (request.headers.expect !== undefined) response.setHeader('Connection', 'close')
  const megabytes = bodyBytesMax / 1024 / 1024
  const hint = 'Send fewer rows per call, or raise MAX_BODY_MB.'
  refuse(response, 413, 'PAYLOAD_TOO_LARGE', `Request body is larger than ${megabytes} MB`, hint)
  const timer = setTimeout(() => request.destroy(), lingerMs).unref()
  request.once('close', () => clearTimeout(timer)).resume()
}

/** The path, decodable and with single slashes; undefined when it cannot be read. Changes `request.url` to match. */
function normalizeUrl(request: IncomingMessage): string | undefined {
  let url = request.url ?? ''
  if (!url.startsWith('/')) {
    // The absolute form, as sent to proxies. Which host it names does not matter here.
    if (!URL.canParse(url) || !/^https?:/i.test(url)) return undefined
    const { pathname, search } = new URL(url)
    url = pathname + search
  }
  const end = url.search(/[?#]/)
  const rawPath = end === -1 ? url : url.slice(0, end)
  const path = rawPath.replaceAll('\\', '%5C').replace(/\/{2,}/g, '/')
  // Clients resolve these before they send; what is left of them is meant to look like another path.
  if (/\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) return undefined
  // No name, filter or cursor can hold U+0000: no database takes it in a text.
  if (url.includes('%00')) return undefined
  try {
    decodeURIComponent(path)
  } catch {
    return undefined
  }
  // The framework would answer a double slash with a redirect, which clients of the API do not follow.
  request.url = path + (end === -1 ? '' : url.slice(end))
  return path
}

/**
 * Leaves one client address, protocol and host in the forwarding headers: from the proxy when there is one, else from
 * the connection itself. Of a list only the last entry counts, which our own proxy has added.
 */
function normalizeForwarded(request: IncomingMessage, trustProxy: boolean): 'http' | 'https' {
  const { headers, socket } = request
  const last = (name: string): string | undefined => {
    const value = headers[name]
    return trustProxy ? (Array.isArray(value) ? value.join(',') : value)?.split(',').at(-1)?.trim() : undefined
  }
  const forwardedFor = last('x-forwarded-for')
  const connectedFrom = clientAddress(socket.remoteAddress ?? '') ?? ''
  const address = (forwardedFor === undefined ? undefined : clientAddress(forwardedFor)) ?? connectedFrom
  const protocol = last('x-forwarded-proto') === 'https' ? 'https' : 'http'
  const host = last('x-forwarded-host') ?? headers.host ?? ''
  for (const name of ['forwarded', 'x-real-ip', 'x-forwarded-port', 'x-forwarded-server']) delete headers[name]
  headers['x-forwarded-for'] = address
  headers['x-dashcat-client-ip'] = address
  headers['x-forwarded-proto'] = protocol
  headers['x-forwarded-host'] = /^[\w.:[\]-]+$/.test(host) ? host : 'localhost'
  return protocol
}

/** Answers of the API that are the same for everybody and say themselves how long they may be kept. */
const keepable: ReadonlySet<string> = new Set(['/api/v1/openapi.json'])

interface Seen {
  readonly requestId: string
  readonly isApi: boolean
  readonly path: string
  readonly protocol: 'http' | 'https'
}

function setSecurityHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  seen: Seen,
  options: GuardOptions,
): void {
  response.setHeader('X-Request-Id', seen.requestId)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'same-origin')
  // A client could otherwise choose the nonce of its own page; harmless, but not ours to find out.
  delete request.headers['content-security-policy']
  delete request.headers['content-security-policy-report-only']
  if (seen.protocol === 'https' || options.publicUrl?.startsWith('https:') === true) {
    response.setHeader('Strict-Transport-Security', 'max-age=31536000')
  }
  if (seen.isApi) {
    response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
    // What the framework finds here it does not replace.
    if (!keepable.has(seen.path)) response.setHeader('Cache-Control', 'private, no-cache')
    return
  }
  if (seen.path.startsWith('/_next/static/')) return
  const policy = pagePolicy(randomBytes(16).toString('base64'), options.dev)
  // The framework takes the nonce for its own scripts from the request.
  request.headers['content-security-policy'] = policy
  // Parts of a page that the browser fetches by themselves carry a marker that is not part of its address.
  request.headers['x-dashcat-path'] = withoutMarker(request.url ?? '/')
  response.setHeader('Content-Security-Policy', policy)
  response.setHeader('X-Frame-Options', 'DENY')
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
}

const withoutMarker = (url: string): string => url.replace(/([?&])_rsc=[^&#]*&?/, '$1').replace(/[?&]$/, '')

const pagePolicy = (nonce: string, dev: boolean): string =>
  [
    "default-src 'self'",
    // Development evaluates code to show where errors come from.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    // Toasts and the scroll lock of dialogs bring style elements without a nonce, menus and columns style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')
