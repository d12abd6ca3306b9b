/** The built server as a process of its own, on a free port and a database of its own. For HTTP and browser tests. */
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { kept, templateOf } from './template.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const pinnedNode = join(root, 'node_modules/node/bin/node')

export const administrator = { email: 'admin@example.com', password: 'Correct-horse-7' }
export const firstPerson = { ADMIN_EMAIL: administrator.email, ADMIN_PASSWORD: administrator.password }

export interface RunningServer {
  /** Without a trailing slash. */
  readonly url: string
  /** Path of the one-time link, when nobody can sign in yet. */
  readonly setupPath: string | undefined
  readonly directory: string
  /** Of its process. */
  readonly pid: number
  /** What it has written to its standard output and error. */
  output(): string
  /** Sends the signal and waits for the end. Gives the exit code; null when the signal itself ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  signal(signal: NodeJS.Signals): void
}

export type SignedInServer = RunningServer & { readonly token: string }

export interface ServerOptions {
  /** Of an earlier server, to start on its database again. */
  readonly directory?: string
  /** A directory that is copied, with `administrator` in its database. */
  readonly template?: string
  readonly env?: Readonly<Record<string, string>>
  /** Not one that others have had: for whoever looks at the process, or ends it by anything but `stop()`. */
  readonly alone?: boolean
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Without an administrator: the server prints a set-up link. Rejects with what it wrote when it does not come up. */
export async function startServer(options: Pick<ServerOptions, 'directory' | 'env'> = {}): Promise<RunningServer> {
  return (await spawnServer(options)).server
}

/** The same, with its process; `preload` is a module that is loaded into it first. */
export function spawnServer({
  directory = newDirectory(),
  env = {},
  preload,
}: Pick<ServerOptions, 'directory' | 'env'> & { readonly preload?: string } = {}): Promise<{
  readonly child: ChildProcess
  readonly server: RunningServer
}> {
  const script = join(root, 'scripts/serve.mjs')
  const child = spawn(pinnedNode, preload === undefined ? [script] : ['--import', preload, script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_URL: `file:${join(directory, 'catalog.db')}`,
      ...env,
    },
  })
  let output = ''
  const take = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output}`)))
    child.once('message', (message) => {
      const { port, setupPath } = message as { port: number; setupPath?: string } // sent by server/server.ts
      const server: RunningServer = {
        url: `http://127.0.0.1:${port}`,
        setupPath,
        directory,
        pid: child.pid ?? 0, // it has sent a message
        output: () => output,
        stop: (signal = 'SIGTERM') => stop(child, signal),
        signal: (signal) => child.kill(signal),
      }
      resolve({ child, server })
    })
  })
}

/**
 * With `administrator`, and a token of theirs. One with nothing of its own begins with a template; where servers are lent
 * (`lender.ts`), it is one that others have had, unless it has settings or shall be `alone`.
 */
export async function startServerWithAdministrator(options: ServerOptions = {}): Promise<SignedInServer> {
  const { env = {}, alone = false } = options
  const template = options.template ?? (await plainTemplate(options))
  const { TEST_LENDER: lender } = process.env
  if (template !== undefined && lender !== undefined && !alone && Object.keys(env).length === 0)
    return withToken(await lend(lender, template))
  const directory = options.directory ?? newDirectory()
  if (template !== undefined) cpSync(template, directory, { recursive: true })
  return withToken(await startServer({ directory, env: { ...env, ...firstPerson } }))
}

/** Undefined where it would be of no use: the database is another one, or its secrets are sealed by another key. */
async function plainTemplate({ directory, env }: ServerOptions): Promise<string | undefined> {
  const isPlain = directory === undefined && env?.DATABASE_URL === undefined && env?.SECRET_KEY === undefined
  return isPlain && kept !== undefined ? templateOf('administrator', addAdministrator) : undefined
}

async function addAdministrator(directory: string): Promise<void> {
  await (await startServer({ directory, env: firstPerson })).stop()
}

async function withToken(server: RunningServer): Promise<SignedInServer> {
  return { ...server, token: await tokenOf(server, administrator) }
}

/** `stop()` brings it back; its process is nobody's to look at. */
async function lend(lender: string, template: string): Promise<RunningServer> {
  const answer = await fetch(lender, { method: 'POST', body: template })
  if (!answer.ok) throw new Error(await answer.text())
  const lent = (await answer.json()) as Pick<RunningServer, 'url' | 'directory' | 'pid'> // the lender's
  const notAlone = (): never => {
    throw new Error('others have had this server: start it `alone`')
  }
  const stop = async () => {
    await fetch(lender, { method: 'DELETE', body: String(lent.pid) })
    return 0
  }
  return { ...lent, setupPath: undefined, output: notAlone, signal: notAlone, stop }
}

/** Signs in as a program does. */
export async function tokenOf(server: RunningServer, { email, password }: typeof administrator): Promise<string> {
  const { status, body } = await call(server, 'POST', 'users/login', { body: { email, password: encoded(password) } })
  if (status !== 200 || typeof body.accessToken !== 'string') throw new Error(`sign-in answered ${status}`)
  return body.accessToken
}

/** Passwords travel in base 64 on the API. */
export const encoded = (password: string): string => Buffer.from(password).toString('base64')

export interface CallOptions {
  readonly token?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Empty when the answer is no JSON object. */
  readonly body: Record<string, unknown>
}

/** `path` is below `/api/v1`. */
export async function call(
  server: Pick<RunningServer, 'url'>,
  method: string,
  path: string,
  { token, body, headers = {} }: CallOptions = {},
): Promise<Answer> {
  const response = await fetch(`${server.url}/api/v1/${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && {
        'content-type': method === 'PATCH' ? 'application/json-patch+json' : 'application/json',
      }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const answer: unknown = await response.json().catch(() => undefined)
  const isObject = typeof answer === 'object' && answer !== null
  return { status: response.status, headers: response.headers, body: isObject ? { ...answer } : {} }
}

/** As `call`, for what has to be done: gives the body, or throws what came instead. */
export async function done(
  server: Pick<RunningServer, 'url'> & { readonly token: string },
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const answer = await call(server, method, path, { token: server.token, ...(body !== undefined && { body }) })
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

export const newDirectory = (): string => mkdtempSync(join(tmpdir(), 'dashcat-e2e-'))

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code))
    child.kill(signal)
  })
}
