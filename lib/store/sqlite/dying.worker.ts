/** For tests: the thread that writes, dying at the moment that its argument names. */
import { parentPort } from 'node:worker_threads'

/** Of a thread, it ends the thread. */
const die = (): never => process.exit(7)

const moments: Readonly<Record<string, () => void>> = {
  'when it is asked': () => {
    JSON.parse = () => {
      throw new Error('out of luck')
    }
  },
  // It makes JSON of rows, in the middle of its transaction.
  'before the commit': () => {
    JSON.stringify = die
  },
  'after the commit': () => {
    Object.assign(parentPort ?? {}, { postMessage: die })
  },
}
moments[process.argv.at(-1) ?? '']?.()

await import('./commit.worker.ts')
