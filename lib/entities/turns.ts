/** Work that can be long gives other requests a turn, by the clock: reading an embedded database never waits. */
import { setImmediate } from 'node:timers'

/** How long the event loop may be held from one of its rounds to the next, in milliseconds. */
const sliceMs = 5
/**
 * How often the event loop goes round before the next loop goes on. A request is answered in several rounds, and would wait
 * for a slice in each of them; where nobody waits, a round takes no time.
 */
const roundsPerTurn = 8

/** Loops whose slice is used up, in the order in which they go on. */
const waiting: (() => void)[] = []

/** One of them for each turn: many long requests hold the event loop up no longer than one does. */
function giveTurn(round: number): void {
  if (round < roundsPerTurn) {
    setImmediate(giveTurn, round + 1)
    return
  }
  waiting.shift()?.()
  if (waiting.length > 0) setImmediate(giveTurn, 1)
}

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve)
    if (waiting.length === 1) setImmediate(giveTurn, 1)
  })

/** When the slice of this round began; undefined while nobody works in it. */
let began: number | undefined

/** One slice for all that is done in a round: short loops that follow each other would be a long one. */
function heldFor(): number {
  const now = performance.now()
  if (began === undefined) {
    began = now
    setImmediate(() => {
      began = undefined
    })
  }
  return now - began
}

/** For one loop: `await` the function between two steps. It waits only when the slice is used up. */
export function takeTurns(): () => Promise<void> | undefined {
  heldFor()
  return () => (heldFor() < sliceMs ? undefined : nextTurn())
}

/** How long a slice of rows may take that is read, planned and written at once: other writers wait for it. */
const paceMs = 30
const rowsMin = 25
const rowsMax = 100

/** How many rows a slice has: as many as the last ones say can be done in time, by this machine, beside what else it does. */
export class Pace {
  rows = 50

  /** What a slice took, with its wait for the disk and for others. */
  took(milliseconds: number, rows: number): void {
    const inTime = (rows * paceMs) / Math.max(milliseconds, 1)
    this.rows = Math.round(Math.min(rowsMax, Math.max(rowsMin, (this.rows + inTime) / 2)))
  }
}

/** What is made of each, with turns for others between. */
export async function mapInTurns<T, Made>(all: readonly T[], make: (one: T) => Made): Promise<Made[]> {
  const turn = takeTurns()
  const made: Made[] = []
  for (const one of all) {
    const wait = turn()
    // Most pages are short: they need not wait for nothing.
    if (wait !== undefined) await wait
    made.push(make(one))
  }
  return made
}

/** Goes through steps that are made elsewhere, and gives what they end in. */
export async function inTurns<T>(steps: Iterator<void, T>): Promise<T> {
  const turn = takeTurns()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await turn()
  }
}
