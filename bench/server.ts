/** Servers for the benchmark, each a process of its own on a free port. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { memoryOf, peakMemoryOf, processorTimeOf } from '../e2e/memory.ts'
import { freePort } from '../e2e/server.ts'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const next = join(root, 'node_modules/next/dist/bin/next')

export interface Running {
  readonly url: string
  /** Resident memory, in MB. */
  memory(): number
  /** The most that it has ever been. */
  peakMemory(): number
  /** What the process has used of the processors since its start, in milliseconds. */
  processorTime(): number
  stop(): Promise<void>
}

/** Starts a program that serves on the port, and waits until it answers. */
export async function launch(
  program: string,
  args: readonly string[],
  cwd: string,
  port: number,
  env: Readonly<Record<string, string>>,
  ready: string,
): Promise<Running> {
  const child: ChildProcess = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; ; tries += 1) {
    const up = await fetch(url + ready).then(
      (response) => response.ok,
      () => false,
    )
    if (up) break
    if (tries > 300 || child.exitCode !== null) throw new Error(`the server at ${url} does not answer`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    memory: () => memoryOf(child.pid),
    peakMemory: () => peakMemoryOf(child.pid),
    processorTime: () => processorTimeOf(child.pid),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

/** Dashcat as it was built, on a fresh SQLite file or on the database of that address. */
export async function startDashcat(password: string, databaseUrl?: string): Promise<Running> {
  const port = await freePort()
  const directory = mkdtempSync(join(tmpdir(), 'dashcat-bench-'))
  const env = {
    DATABASE_URL: databaseUrl ?? `file:${join(directory, 'catalog.db')}`,
    SECRET_KEY: 'a key for the benchmark alone, of some length',
    PORT: String(port),
    HOST: '127.0.0.1',
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: password,
  }
  return launch(process.execPath, [join(root, 'scripts/serve.mjs')], root, port, env, '/api/health')
}

/** The constant handler, built and served by Next alone. */
export async function startConstant(): Promise<Running> {
  const cwd = join(root, 'bench/constant')
  execFileSync(process.execPath, [next, 'build'], { cwd, stdio: 'ignore' })
  const port = await freePort()
  return launch(process.execPath, [next, 'start', '-p', String(port), '-H', '127.0.0.1'], cwd, port, {}, '/')
}

/** The constant of plain Node. */
export async function startLimit(): Promise<Running> {
  const port = await freePort()
  return launch(process.execPath, [join(root, 'bench/limit.ts')], root, port, { PORT: String(port) }, '/')
}
