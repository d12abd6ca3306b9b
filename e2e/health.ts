/** Asks a server for its health, over and over, in a thread of its own: what a test does meanwhile is not measured. */

import { fileURLToPath } from 'node:url'
import { parentPort, Worker, workerData } from 'node:worker_threads'

/** The longest that `/system/health` took while the work went on, in milliseconds of a machine that does nothing else. */
export async function healthDuring<T>(url: string, work: () => Promise<T>): Promise<{ answer: T; slowest: number }> {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { url } })
  const next = () => new Promise<number>((resolve, reject) => worker.once('message', resolve).once('error', reject))
  try {
    await next() // it has begun
    const answer = await work()
    const slowest = next()
    worker.postMessage('enough')
    return { answer, slowest: await slowest }
  } finally {
    await worker.terminate()
  }
}

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
  let slowest = 0
  let crowded = crowding()
  port.postMessage(0)
  do {
    slowest = Math.max(slowest, await ask())
    if (Math.random() < 0.1) crowded = Math.max(crowded, crowding())
  } while (!enough)
  port.postMessage(slowest / Math.max(crowded, crowding()))
}

/** How many times as long as it should something takes here, because others want the processor too. */
function crowding(): number {
  const begun = { wall: performance.now(), cpu: process.threadCpuUsage() }
  while (performance.now() - begun.wall < 20);
  const { user, system } = process.threadCpuUsage(begun.cpu)
  return Math.max(1, ((performance.now() - begun.wall) * 1000) / Math.max(1, user + system))
}
