/** Asks a server for its health, over and over, in a thread of its own: what a test does meanwhile is not measured. */

import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parentPort, Worker, workerData } from 'node:worker_threads'

/** Milliseconds after which everybody has an answer, whatever one client sends. */
export const healthMsMax = 250
const everyMs = 20

export interface Waits {
  /** What the answers took in milliseconds, from the fastest to the slowest. */
  readonly waits: readonly number[]
  /** How many times as long as alone everything took on this machine, because others wanted the processor too. */
  readonly crowding: number
}

/** How long `/system/health` was waited for while the work went on. */
export async function healthDuring<T>(url: string, work: () => Promise<T>): Promise<Waits & { readonly answer: T }> {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { url } })
  const next = () => new Promise<Waits>((resolve, reject) => worker.once('message', resolve).once('error', reject))
  try {
    await next() // it has begun
    const answer = await work()
    const found = next()
    worker.postMessage('enough')
    return { answer, ...(await found) }
  } finally {
    await worker.terminate()
  }
}

/** The wait that this share of all waits did not exceed. */
export const waitOf = ({ waits }: Waits, share: number): number =>
  waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0

/** The longest wait, in milliseconds of a machine that does nothing else. */
export const slowestOf = ({ waits, crowding }: Waits): number => (waits.at(-1) ?? 0) / crowding

if (parentPort !== null && workerData?.url !== undefined) {
  const port = parentPort
  let enough = false
  port.once('message', () => {
    enough = true
  })
  const ask = async (): Promise<number> => {
    const begun = performance.now()
    await (await fetch(`${workerData.url}/api/v1/system/health`)).text()
    return performance.now() - begun
  }
  await ask() // opens the connection
  const waits: number[] = []
  let crowding = crowdingNow()
  const found = (): Waits => ({ waits: waits.toSorted((a, b) => a - b), crowding })
  port.postMessage(found())
  do {
    const wait = await ask()
    waits.push(wait)
    await sleep(Math.max(0, everyMs - wait))
    if (Math.random() < 0.1) crowding = Math.max(crowding, crowdingNow())
  } while (!enough)
  crowding = Math.max(crowding, crowdingNow())
  port.postMessage(found())
}

function crowdingNow(): number {
  const begun = { wall: performance.now(), cpu: process.threadCpuUsage() }
  while (performance.now() - begun.wall < everyMs);
  const { user, system } = process.threadCpuUsage(begun.cpu)
  return Math.max(1, ((performance.now() - begun.wall) * 1000) / Math.max(1, user + system))
}
