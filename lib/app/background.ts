/**
 * What a server does by itself, beside requests: one loop for all of it, and one end. Works in plain Node, since the
 * server process has tasks too.
 */
import { setTimeout as sleep } from 'node:timers/promises'

export interface Task {
  readonly name: string
  /** Milliseconds until it runs: asked at first, and after each run. Does not throw after a run that has failed. */
  wait(failed: boolean): number
  /** Ends soon after the signal, by throwing if need be: what is half done has to be written down. */
  run(signal: AbortSignal): Promise<void>
}

export interface Background {
  /** Runs it from now on, never twice at a time. A run that fails is reported, and the next one comes. */
  add(task: Task): void
  /** Begins no run any more, tells those that are under way, and waits for them, but not for long. */
  stop(): Promise<void>
}

/** Timers take no more than 24 days. */
const timerMax = 20 * 24 * 60 * 60 * 1000
/** How long the end of a process waits for a task that does not heed its signal. */
const patienceMs = 10_000

export function createBackground(report: (task: string, error: unknown) => void): Background {
  const ending = new AbortController()
  const { signal } = ending
  const loops: Promise<void>[] = []

  const loop = async (task: Task): Promise<void> => {
    for (let failed = false; !signal.aborted; ) {
      try {
        const ms = task.wait(failed)
        await sleep(Math.min(Math.max(ms, 0), timerMax), undefined, { signal, ref: false })
        if (ms > timerMax) continue
        await task.run(signal)
        failed = false
      } catch (error) {
        if (signal.aborted) return
        failed = true
        report(task.name, error)
      }
    }
  }

  return {
    add: (task) => {
      loops.push(loop(task))
    },
    stop: async () => {
      ending.abort()
      const enough = new AbortController()
      const tired = sleep(patienceMs, undefined, { signal: enough.signal }).catch(() => {})
      await Promise.race([Promise.all(loops), tired])
      enough.abort()
    },
  }
}
