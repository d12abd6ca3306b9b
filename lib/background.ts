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
  /**
   * Runs it from now on, never twice at a time. A run that fails is reported, and the next one comes. What it gives wakes
   * the task: it runs now, or once more after the run that is under way.
   */
  add(task: Task): () => void
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
  const alarms: Alarm[] = []

  const loop = async (task: Task, alarm: Alarm): Promise<void> => {
    for (let failed = false; !signal.aborted; ) {
      try {
        const ms = task.wait(failed)
        const woken = await alarm.sleep(Math.min(Math.max(ms, 0), timerMax))
        if (signal.aborted) return
        if (ms > timerMax && !woken) continue
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
      const alarm = createAlarm()
      alarms.push(alarm)
      loops.push(loop(task, alarm))
      return alarm.ring
    },
    stop: async () => {
      ending.abort()
      for (const { ring } of alarms) ring()
      const enough = new AbortController()
      const tired = sleep(patienceMs, undefined, { signal: enough.signal }).catch(() => {})
      await Promise.race([Promise.all(loops), tired])
      enough.abort()
    },
  }
}

interface Alarm {
  /** Sleeps until the time is up or it rings; not at all where it has rung since. Gives whether it has rung. */
  sleep(ms: number): Promise<boolean>
  ring(): void
}

function createAlarm(): Alarm {
  let hasRung = false
  let bed: AbortController | undefined
  return {
    sleep: async (ms) => {
      if (!hasRung) {
        bed = new AbortController()
        await sleep(ms, undefined, { signal: bed.signal, ref: false }).catch(() => {})
      }
      const rang = hasRung
      hasRung = false
      return rang
    },
    ring: () => {
      hasRung = true
      bed?.abort()
    },
  }
}
