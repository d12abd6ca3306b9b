/**
 * A file from an address that somebody has named. The only place where the server asks for what others name: it is looked up
 * once, and connected to where that led, so that no second answer of a name server leads elsewhere (decision 046).
 */
import type { LookupAddress } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from '@/lib/http/outside/public-address'
import { endingByType } from '@/lib/import/file-types'
import { megabytes } from '@/lib/import/table'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'

/** What the way outside is made of. Tests let their own machine in. */
export interface Outside {
  /** `*`, names of hosts, and `*.example.com` for those below one; none at all where files are not fetched. */
  readonly hosts: readonly string[]
  readonly bytesMax: number
  resolve(host: string): Promise<readonly LookupAddress[]>
  isPublic?(address: string): boolean
  readonly secondsMax?: number
}

export interface FetchedFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

const hopsMax = 5
const fetchedSecondsMax = 30
/** Files that are held while they come, by everybody together. */
const fetchesMax = 4
let fetches = 0

const byHand = 'Download the file, and choose it.'

/** Throws 400 with what is wrong with the address or its answer, and 429 while too many others are fetched. */
export async function fetchFile(url: string, outside: Outside, signal?: AbortSignal): Promise<FetchedFile> {
  if (outside.hosts.length === 0)
    throw badRequest('Files are not fetched from addresses here', {
      hint: `${byHand} An administrator allows hosts with the setting IMPORT_URL_HOSTS.`,
    })
  if (fetches >= fetchesMax)
    throw new CatalogueError('tooManyRequests', 'Too many files are being fetched', {
      hint: 'Try again in a moment.',
      retryAfterSeconds: 5,
    })
  const { secondsMax = fetchedSecondsMax } = outside
  const late = AbortSignal.timeout(secondsMax * 1_000)
  const ends = signal === undefined ? late : AbortSignal.any([late, signal])
  fetches += 1
  try {
    return await follow(url, outside, ends)
  } catch (error) {
    if (error instanceof CatalogueError || !ends.aborted) throw error
    if (!late.aborted) throw badRequest('The request was given up', { cause: error })
    throw badRequest(`The file did not come within ${secondsMax} seconds`, { hint: byHand, cause: error })
  } finally {
    fetches -= 1
  }
}

async function follow(from: string, outside: Outside, signal: AbortSignal): Promise<FetchedFile> {
  let url = checkedUrl(from, outside)
  for (let hop = 0; hop <= hopsMax; hop += 1) {
    const answer = await ask(url, await addressesOf(url, outside, signal), signal)
    try {
      const next = redirectOf(answer, url)
      if (next === undefined) return { name: nameOf(url, answer), bytes: await bytesOf(answer, url, outside, signal) }
      url = checkedUrl(next, outside)
    } finally {
      answer.destroy()
    }
  }
  throw badRequest(`The address leads on to others more than ${hopsMax} times`, { hint: byHand })
}

function checkedUrl(text: string, { hosts }: Outside): URL {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw badRequest('The address must begin with http:// or https://')
  if (url.username !== '' || url.password !== '')
    throw badRequest('The address must not hold a name or a password', { hint: byHand })
  const port = Number(url.port)
  if (port > 0 && port < 1_024 && port !== 80 && port !== 443)
    throw badRequest(`No files are fetched from port ${port}`, {
      hint: 'Ports 80, 443 and those from 1024 up are asked.',
    })
  const host = hostOf(url)
  const isAllowed = hosts.some((one) =>
    one === '*' ? true : one.startsWith('*.') ? host.endsWith(one.slice(1)) : one === host,
  )
  if (!isAllowed)
    throw badRequest(`Files are not fetched from ${host}`, {
      hint: `This server takes them from ${hosts.join(', ')}. ${byHand}`,
    })
  return url
}

/** Without the brackets of IPv6 and the dot that a whole name may end in. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

/** Where it leads; throws if any of that is not public. */
async function addressesOf(url: URL, outside: Outside, signal: AbortSignal): Promise<readonly LookupAddress[]> {
  const { isPublic = isPublicAddress } = outside
  const host = hostOf(url)
  const family = isIP(host)
  const found = family > 0 ? [{ address: host, family }] : await aborted(outside.resolve(host), signal).catch(() => [])
  signal.throwIfAborted()
  if (found.length === 0) throw badRequest(`There is no host ${host}`, { hint: 'Look at how it is written.' })
  if (!found.every(({ address }) => isPublic(address)))
    throw badRequest(`${host} is not on the public internet`, {
      hint: `Files are fetched from public addresses alone, never from inside a network. ${byHand}`,
    })
  return found
}

const aborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })

/** The answer, from one of the addresses and nowhere else. */
function ask(url: URL, addresses: readonly LookupAddress[], signal: AbortSignal): Promise<IncomingMessage> {
  const [first] = addresses
  const lookup: LookupFunction = (_host, { all }, done) =>
    all === true ? done(null, [...addresses]) : done(null, first?.address ?? '', first?.family)
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const headers = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'Dashcat' }
  return new Promise((resolve, reject) => {
    request(url, { agent: false, lookup, signal, headers, maxHeaderSize: 16_384 })
      .on('response', (answer) => {
        // What is given up half-way says so to whoever reads it, and else to nobody.
        answer.on('error', () => undefined)
        resolve(answer)
      })
      .on('error', (cause: NodeJS.ErrnoException) =>
        reject(
          signal.aborted
            ? cause
            : badRequest(`${hostOf(url)} cannot be reached${cause.code === undefined ? '' : ` (${cause.code})`}`, {
                hint: `Look at how it is written, or try again later. ${byHand}`,
                cause,
              }),
        ),
      )
      .end()
  })
}

const redirects: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308])

/** Where the answer leads on; undefined for one that is the file. Throws for any other. */
function redirectOf({ statusCode, headers }: IncomingMessage, url: URL): string | undefined {
  const { location } = headers
  if (redirects.has(statusCode) && location !== undefined) {
    const next = URL.parse(location, url)
    if (next === null) throw badRequest(`${hostOf(url)} leads on to an address that is none`, { hint: byHand })
    if (url.protocol === 'https:' && next.protocol === 'http:')
      throw badRequest(`${hostOf(url)} leads on to an address without encryption`, { hint: byHand })
    return next.href
  }
  if (statusCode === 200) return undefined
  const isLocked = statusCode === 401 || statusCode === 403
  throw badRequest(`${hostOf(url)} answers ${statusCode} instead of a file`, {
    hint: isLocked ? `It wants to know who asks. ${byHand}` : 'Open the address in a browser, and see what it gives.',
  })
}

const mediaTypeOf = ({ headers }: IncomingMessage): string =>
  (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** Text of any kind, what is structured as JSON or XML, archives, workbooks, and what is not said. */
const isFileType = (type: string): boolean =>
  type === '' || type in endingByType || /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml)$)/.test(type)

function requireFile(answer: IncomingMessage, url: URL, bytesMax: number): void {
  const { 'content-encoding': encoding = 'identity', 'content-length': length } = answer.headers
  const type = mediaTypeOf(answer)
  if (type === 'text/html' || type === 'application/xhtml+xml')
    throw badRequest(`${hostOf(url)} gives a web page, not a file`, {
      hint: `Pages to sign in look so, too. Give the address of the file itself. Otherwise: ${byHand.toLowerCase()}`,
    })
  if (!isFileType(type))
    throw badRequest(`${hostOf(url)} gives ${type.slice(0, 100)}, which has no rows`, {
      hint: 'Tables, JSON, YAML, archives and workbooks are read.',
    })
  if (encoding !== 'identity')
    throw badRequest(`${hostOf(url)} sends the file packed (${encoding.slice(0, 20)}) though it was asked not to`, {
      hint: byHand,
    })
  if (Number(length ?? 0) > bytesMax) throw tooLarge(bytesMax)
}

const tooLarge = (bytesMax: number) =>
  badRequest(`The file has more than ${megabytes(bytesMax)} MB`, {
    hint: `Split it into files of at most ${megabytes(bytesMax)} MB and import one after the other.`,
  })

async function bytesOf(
  answer: IncomingMessage,
  url: URL,
  { bytesMax }: Outside,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  requireFile(answer, url, bytesMax)
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      size += piece.byteLength
      if (size > bytesMax) throw tooLarge(bytesMax)
      pieces.push(piece)
    }
  } catch (cause) {
    if (cause instanceof CatalogueError || signal.aborted) throw cause
    throw badRequest(`The file broke off after ${size.toLocaleString('en')} bytes`, { hint: 'Try again.', cause })
  }
  return Buffer.concat(pieces)
}

const nameMax = 200

/** The last part of its path, with an ending that fits where that has none. */
function nameOf(url: URL, answer: IncomingMessage): string {
  const last = decoded(url.pathname.split('/').at(-1) ?? '').replaceAll(/[\p{Cc}/\\]/gu, '')
  const name = (last === '' ? hostOf(url) : last).slice(0, nameMax)
  const ending = endingByType[mediaTypeOf(answer)]
  return /\.\w{2,6}$/.test(last) || ending === undefined || ending === 'bin' ? name : `${name}.${ending}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
