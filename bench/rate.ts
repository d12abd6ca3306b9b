/** How many requests a server answers, and what one costs it. */
import autocannon from 'autocannon'
import type { Running } from './server.ts'

export interface Rate {
  /** Requests over eight connections. */
  readonly perSecond: number
  /** Processor time of one request, which does not depend on what else the machine does. */
  readonly milliseconds: number
}

export type Load = Omit<autocannon.Options, 'url' | 'duration' | 'connections'> & { readonly path?: string }

/** Throws when the server refuses a request. */
export async function rate(server: Running, { path = '/', ...load }: Load = {}): Promise<Rate> {
  const options = { ...load, url: server.url + path, connections: 8 }
  // Before the clock runs: code of this size takes some seconds until all of it is compiled.
  await autocannon({ ...options, duration: 8 })
  const before = server.processorTime()
  const result = await autocannon({ ...options, duration: 5 })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${options.url}: ${result.non2xx} refused, ${result.errors} errors`)
  return {
    perSecond: result.requests.average,
    milliseconds: (server.processorTime() - before) / result.requests.total,
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
