/** Numbers for whoever watches the server, in the form of Prometheus. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { RequestLine } from '@/lib/app/started'
import type { Committed } from '@/lib/events/publish'

export interface Metrics {
  readonly contentType: string
  request(line: RequestLine): void
  committed(committed: Committed): void
  text(): Promise<string>
}

/** In seconds. From what an embedded database answers at once to what somebody gives up on. */
const buckets = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10]

/** With those of the process: processor time, memory, how long the event loop is held up. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'dashcat_request_duration_seconds',
    help: 'Requests by operation and status, from their arrival to the end of the answer',
    labelNames: ['operation', 'status'],
    buckets,
    registers: [registry],
  })
  const commits = new Histogram({
    name: 'dashcat_commit_duration_seconds',
    help: 'What the database took for a commit, waiting for others included',
    buckets,
    registers: [registry],
  })
  const events = new Counter({
    name: 'dashcat_events_total',
    help: 'Changes of entities by what happened and to which type',
    labelNames: ['event', 'entity'],
    registers: [registry],
  })
  return {
    contentType: registry.contentType,
    request: ({ operation, status, ms }) => requests.observe({ operation, status }, ms / 1000),
    committed: ({ events: told, ms }) => {
      commits.observe(ms / 1000)
      for (const { eventType, entityType } of told) events.inc({ event: eventType, entity: entityType })
    },
    text: () => registry.metrics(),
  }
}
