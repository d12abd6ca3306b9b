/** Work that can be long gives other requests a turn, by the clock: reading an embedded database never waits. */
import { setImmediate } from 'node:timers/promises'

/** How long one request may hold the event loop, in milliseconds. */
const sliceMs = 10

/** For one loop: `await` the function between two steps. It waits only when the slice is used up. */
export function takeTurns(): () => Promise<void> | undefined {
  let until = performance.now() + sliceMs
  return () => {
    if (performance.now() < until) return undefined
    return setImmediate().then(() => {
      until = performance.now() + sliceMs
    })
  }
}
