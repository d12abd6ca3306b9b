/** How many requests servers answer, and what one costs them. */
import autocannon from 'autocannon'
import type { Running } from './server.ts'

export type Load = Omit<autocannon.Options, 'url' | 'duration' | 'connections'> & { readonly path?: string }

/** Who answers, and what they are asked. */
export interface Contender {
  readonly server: Running
  readonly load: Load
}

export interface Rate {
  /** Requests over eight connections. */
  readonly perSecond: number
  /** Processor time of one request, which does not depend on what else the machine does. */
  readonly milliseconds: number
}

const turns = 7

/**
 * One rate for each turn of each contender. They take turns of two seconds, since the machine itself may be faster or slower
 * by half from one minute to the next: what is compared has been measured within the same seconds. Throws when a server
 * refuses a request.
 */
export async function byTurns(contenders: readonly Contender[]): Promise<Rate[][]> {
  // Before the clock runs: code of this size takes some seconds until all of it is compiled.
  for (const contender of contenders) await series(contender, 6)
  const rates: Rate[][] = contenders.map(() => [])
  for (let turn = 0; turn < turns; turn += 1)
    for (const [at, contender] of contenders.entries()) rates[at]?.push(await series(contender, 2))
  return rates
}

async function series({ server, load: { path = '/', ...load } }: Contender, duration: number): Promise<Rate> {
  const url = server.url + path
  const before = server.processorTime()
  const { requests, non2xx, errors } = await autocannon({ ...load, url, connections: 8, duration })
  if (non2xx > 0 || errors > 0) throw new Error(`${url}: ${non2xx} refused, ${errors} errors`)
  return {
    perSecond: requests.average,
    milliseconds: (server.processorTime() - before) / requests.total,
  }
}

/** Requests whose bodies, and places below the path, are made one by one; `n` counts from 0. */
export function writing(
  method: 'POST' | 'PATCH',
  path: string,
  headers: Readonly<Record<string, string>>,
  body: (n: number) => unknown,
  place: (n: number) => string = () => '',
): Load {
  let count = 0
  return {
    path,
    method,
    requests: [
      {
        method,
        headers,
        setupRequest: (request) => {
          const n = count++
          return { ...request, path: path + place(n), body: JSON.stringify(body(n)) }
        },
      },
    ],
  }
}
