/** Searches that read everything take much of the machine: so many at once, so many in line, the others try again. */
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'

const atOnce = 2
const inLineMax = 16
const waitMs = 10_000
const retryAfterSeconds = 5

interface Waiting {
  readonly enter: () => void
}

interface Places {
  taken: number
  readonly line: Set<Waiting>
}

const key = Symbol.for('dashcat.searchPlaces')
/** One for the process: the build may give several routes a copy of this module each. */
const shared = globalThis as { [key]?: Places }
shared[key] ??= { taken: 0, line: new Set() }
const places = shared[key]

/** Throws 503 with the time to come back when too many are in line, and 400 once the client has gone. */
export async function takingPlace<T>(signal: AbortSignal | undefined, run: () => Promise<T>): Promise<T> {
  requireClient(signal)
  if (places.taken < atOnce) places.taken += 1
  else await stand(signal)
  try {
    return await run()
  } finally {
    const [next] = places.line
    if (next === undefined) places.taken -= 1
    else next.enter()
  }
}

/** Nobody would read the answer. */
export function requireClient(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw gone()
}

const gone = () => badRequest('The client has closed the connection')

const busy = () =>
  new CatalogueError('unavailable', 'Too many searches that read everything are running', {
    hint: `Try again in ${retryAfterSeconds} seconds, or search for the beginning of a word.`,
    retryAfterSeconds,
  })

function stand(signal: AbortSignal | undefined): Promise<void> {
  if (places.line.size >= inLineMax) throw busy()
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      places.line.delete(one)
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
    }
    const one: Waiting = {
      enter: () => {
        leave()
        resolve()
      },
    }
    const giveUp = (): void => {
      leave()
      reject(gone())
    }
    const timer = setTimeout(() => {
      leave()
      reject(busy())
    }, waitMs)
    signal?.addEventListener('abort', giveUp, { once: true })
    places.line.add(one)
  })
}
