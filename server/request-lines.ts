/** What is told of every request once it has its answer: one line, whoever has answered it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answered, RequestLine } from '../lib/app/started.ts'
import { isOfApi } from './request-guard.ts'

const pathLengthMax = 256

export interface RequestLines {
  /** To be told of every request before anything answers it. */
  note(request: IncomingMessage, response: ServerResponse): void
  /** What whoever answers the request adds to its line. */
  about(request: IncomingMessage): Answered
}

export function createRequestLines(record: (line: RequestLine) => void): RequestLines {
  const known = new WeakMap<IncomingMessage, Answered>()
  return {
    note: (request, response) => {
      const begun = performance.now()
      response.once('close', () => {
        const { method = '', url = '' } = request
        const path = (/^[^?#]*/.exec(url)?.[0] ?? '').slice(0, pathLengthMax)
        const { operation = kindOf(path), ...about } = known.get(request) ?? {}
        record({
          requestId: String(response.getHeader('x-request-id')),
          operation,
          method,
          path,
          status: response.statusCode,
          ms: Math.round((performance.now() - begun) * 100) / 100,
          ...about,
          ...(!response.writableFinished && { left: true }),
        })
      })
    },
    about: (request) => {
      const about: Answered = {}
      known.set(request, about)
      return about
    },
  }
}

/** For what is no operation of the API. */
const kindOf = (path: string): string => (isOfApi(path) ? 'unknown' : path.startsWith('/_next/') ? 'asset' : 'page')
