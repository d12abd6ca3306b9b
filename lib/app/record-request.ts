import type { Metrics } from '@/lib/app/metrics'
import type { RequestLine } from '@/lib/app/started'
import { log } from '@/lib/log'

/** What asks again and again, and parts of pages: told only to somebody who wants to know everything. */
const quiet: ReadonlySet<string> = new Set(['getHealth', 'getMetrics', 'asset'])

/** One line of the log and one observation for every request that was answered, or that nobody waited for any more. */
export function recordRequest(line: RequestLine, metrics: Metrics | undefined): void {
  metrics?.request(line)
  const level = quiet.has(line.operation) && line.status < 500 ? 'debug' : 'info'
  log()[level](line, 'request')
}
