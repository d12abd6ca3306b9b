/**
 * The server process: listens, hands calls of the API to their door, all else to Next, and leaves in good order. Started
 * by `serve.mjs`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import nextEnv from '@next/env'
import next from 'next'
import { readEnvironment } from '../lib/app/environment.ts'
import type { Started } from '../lib/app/started.ts'
import { detailOf, endLog, openLog } from '../lib/log.ts'
import { createDoor } from './api-door.ts'
import { compress } from './compress.ts'
import { createDeparture } from './departure.ts'
import { type GuardOptions, guard, headBytesMax, isOfApi } from './request-guard.ts'
import { createRequestLines } from './request-lines.ts'
import { backupTask } from './scheduled-backups.ts'
import { createStaticFiles } from './static-files.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const dev = process.argv.includes('--dev')
const startMs = 120_000

try {
  await run()
} catch (error) {
  process.stderr.write(`Dashcat cannot start: ${reason(error)}\n`)
  process.exit(1)
}

async function run(): Promise<void> {
  const hasParent = process.connected
  process.chdir(root)
  // The database and the key beside it are nobody else's business on this machine.
  process.umask(0o077)
  nextEnv.loadEnvConfig(root, dev)
  const env = readEnvironment(process.env)
  const log = openLog(env.LOG_LEVEL)
  if (!dev && !existsSync(join(root, '.next/BUILD_ID'))) throw new Error('it is not built yet. Use "npm start".')
  const options: GuardOptions = {
    dev,
    trustProxy: env.TRUST_PROXY,
    publicUrl: env.PUBLIC_URL,
    bodyBytesMax: env.MAX_BODY_MB * 1024 * 1024,
  }
  const server = createServer({
    maxHeaderSize: headBytesMax,
    headersTimeout: 20_000,
    requestTimeout: 300_000,
    // Longer than the 60 s after which the usual proxies drop an idle connection, so that they never race us.
    keepAliveTimeout: 65_000,
  })
  const departure = createDeparture(server)
  const app = next({ dev, dir: root, hostname: env.HOST, port: env.PORT, ...(dev ? { httpServer: server } : {}) })
  const started = catalogueStart()
  await app.prepare()
  const { setupPath, background, close, record, answer: answerApi } = await started
  const lines = createRequestLines(record)
  const toFramework = app.getRequestHandler()
  const toApi = createDoor((request, incoming) => answerApi(request, lines.about(incoming)))
  const toStaticFiles = dev ? undefined : createStaticFiles(join(root, '.next/static'))

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    departure.note(request, response)
    lines.note(request, response)
    if (!guard(request, response, options)) return
    if (toStaticFiles?.(request, response)) return
    // While it is developed, the framework alone knows the newest code.
    const isDirect = isOfApi(request.url ?? '') && !dev
    if (!isDirect) compress(request, response)
    const hand = isDirect ? toApi : toFramework
    hand(request, response).catch((error: unknown) => {
      log.error({ requestId: request.headers['x-request-id'], detail: detailOf(error) }, 'A request was not answered')
      response.destroy()
    })
  }
  let leaving = false
  server.on('request', answer)
  // A client that asks before it sends gets the refusal of a body that is too large without sending it.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (Number(request.headers['content-length'] ?? 0) <= options.bodyBytesMax) response.writeContinue()
    answer(request, response)
  })
  server.on('clientError', refuseUnreadable)

  const leave = (): void => {
    if (leaving) process.exit(1)
    leaving = true
    void background.stop()
    departure.leave(() => {
      void app
        .close()
        .then(close)
        .finally(() => void endLog().finally(() => process.exit(0)))
    })
  }
  process.on('SIGTERM', leave)
  process.on('SIGINT', leave)
  // The process that started us has gone.
  process.on('disconnect', leave)

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    // Where `localhost` means ::1 first, 127.0.0.1 would be refused; the other way round every client tries both.
    server.listen(env.PORT, env.HOST === 'localhost' ? '127.0.0.1' : env.HOST, resolve)
  })
  // Already gone, before anybody listened for it.
  if (hasParent && !process.connected) return leave()
  announce(server.address() as AddressInfo, env, setupPath) // a TCP server's address
  if (env.BACKUP_DIRECTORY !== undefined) {
    const plan = { directory: resolve(env.BACKUP_DIRECTORY), everyHours: env.BACKUP_HOURS, keep: env.BACKUP_KEEP }
    background.add(backupTask(plan))
  }
}

/** What the application has to say once it has opened its database; `instrumentation.ts` keeps the promise. */
function catalogueStart(): Promise<Started> {
  const { promise, resolve, reject } = Promise.withResolvers<Started>()
  Object.assign(globalThis, { dashcatStart: { resolve, reject } })
  const timer = setTimeout(() => reject(new Error('the application did not come up')), startMs)
  return promise.finally(() => clearTimeout(timer))
}

function announce(
  address: AddressInfo,
  env: { PUBLIC_URL?: string | undefined; HOST: string },
  setupPath: string | undefined,
): void {
  const host = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(env.HOST) ? 'localhost' : env.HOST
  const url = env.PUBLIC_URL ?? `http://${host}:${address.port}`
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  process.stdout.write(
    setupPath === undefined
      ? `Dashcat ${version} is ready. Sign in at ${url}/sign-in\n`
      : `Dashcat ${version} is ready. Create the first administrator at ${url}${setupPath} (the link works once)\n`,
  )
  process.send?.({ port: address.port, url, setupPath })
}

const unreadable: Readonly<Record<string, readonly [number, string, string, string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'Request Header Fields Too Large',
    'HEADERS_TOO_LARGE',
    'The headers of the request are too large',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'REQUEST_TIMEOUT', 'The request did not arrive in time'],
}

/** Nothing has been parsed yet, so the answer is written by hand. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [code, phrase, errorType, message] = unreadable[error.code ?? ''] ?? [
    400,
    'Bad Request',
    'BAD_REQUEST',
    'The request is malformed',
  ]
  const requestId = crypto.randomUUID()
  const body = JSON.stringify({ code, errorType, message, requestId })
  socket.end(
    `HTTP/1.1 ${code} ${phrase}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `X-Request-Id: ${requestId}\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n${body}`,
  )
}

/** One line, whatever was thrown. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, port, syscall } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `port ${port} is taken. Set PORT to another one.`
  if (code === 'EACCES' && port !== undefined)
    return `port ${port} may not be opened by this user. Set PORT to another one.`
  if (code === 'EADDRNOTAVAIL' || (code === 'ENOTFOUND' && syscall === 'getaddrinfo' && port === undefined))
    return `HOST is no address of this machine (${error.message}).`
  return error.message.replaceAll('\n', ' ')
}
