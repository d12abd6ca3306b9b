import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds after which everybody has an answer, whatever one client sends. */
export const healthMsMax = 250

/** The longest that the server's health was waited for while something ran, in milliseconds. */
export async function slowestHealth(url: string, during: () => Promise<unknown>): Promise<number> {
  const ask = async (): Promise<number> => {
    const started = performance.now()
    const response = await fetch(`${url}/api/v1/system/health`)
    await response.arrayBuffer()
    return performance.now() - started
  }
  await ask()
  let running = true
  const attack = during().finally(() => {
    running = false
  })
  let slowest = 0
  while (running) {
    slowest = Math.max(slowest, await ask())
    await sleep(10)
  }
  await attack
  return slowest
}
