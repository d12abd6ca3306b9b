/**
 * Servers for files of tests to lend from each other: whoever brings one back leaves it running, and the next one gets it
 * with a catalogue of their own. A start costs thirty times as much, and a server that has run for a while answers at a
 * fraction of what a new one takes. Set up once for a run of Vitest or Playwright.
 */
import type { ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Order } from './begin-anew.mjs'
import { firstPerson, newDirectory, spawnServer } from './server.ts'

type Lent = Awaited<ReturnType<typeof spawnServer>>

const preload = fileURLToPath(new URL('begin-anew.mjs', import.meta.url))

/** `POST` gives one on a copy of the directory that is sent, `DELETE` takes the one back whose process is named. */
export default async function setUp(): Promise<() => Promise<void>> {
  const all = new Map<number, Lent>()
  const idle: Lent[] = []

  const lend = async (template: string): Promise<Lent> => {
    const lent = idle.pop()
    if (lent !== undefined) {
      await beginAnew(lent, template)
      return lent
    }
    const directory = newDirectory()
    cpSync(template, directory, { recursive: true })
    const made = await spawnServer({ directory, env: firstPerson, preload })
    all.set(made.server.pid, made)
    return made
  }
  const takeBack = (pid: number): void => {
    const lent = all.get(pid)
    if (lent !== undefined && lent.child.exitCode === null) idle.push(lent)
  }

  const lender = createServer(async (request, response) => {
    try {
      const sent = await text(request)
      if (request.method === 'DELETE') takeBack(Number(sent))
      const { url, directory, pid } = request.method === 'POST' ? (await lend(sent)).server : {}
      response.end(JSON.stringify({ url, directory, pid }))
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  })
  await new Promise<void>((resolve) => lender.listen(0, '127.0.0.1', resolve))
  const { port } = lender.address() as AddressInfo // a TCP server's
  process.env.TEST_LENDER = `http://127.0.0.1:${port}`
  return async () => {
    lender.close()
    lender.closeAllConnections()
    await Promise.all([...all.values()].map(({ server }) => server.stop()))
  }
}

/** Between closing and opening its files are changed. */
async function beginAnew({ child, server }: Lent, template: string): Promise<void> {
  await told(child, 'close')
  rmSync(server.directory, { recursive: true })
  mkdirSync(server.directory)
  cpSync(template, server.directory, { recursive: true })
  await told(child, 'open')
}

async function told(child: ChildProcess, order: Order): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  child.once('message', ({ error }: { error?: string }) => (error === undefined ? resolve() : reject(new Error(error))))
  child.send(order)
  await promise
}
