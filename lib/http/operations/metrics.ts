import { hash, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/app/env'
import { bearerOf } from '@/lib/auth/actor'
import { unauthorized } from '@/lib/auth/tokens'
import { publicOperation } from '@/lib/http/operation'
import { CatalogueError } from '@/lib/model/wire/errors'

/** For whoever watches the server and knows `METRICS_TOKEN`. Without that setting there is nothing here. */
export const readMetrics = publicOperation({
  id: 'getMetrics',
  tag: 'System',
  summary: 'Get numbers of the server in the form of Prometheus',
  responses: { 200: { description: 'Numbers', mediaType: 'text/plain' } },
  errors: ['unauthorized', 'notFound'],
  handle: async ({ request, services: { metrics } }) => {
    const { METRICS_TOKEN: expected } = env
    if (metrics === undefined || expected === undefined)
      throw new CatalogueError('notFound', 'There is nothing at /api/metrics')
    if (!isSame(bearerOf(request.headers) ?? '', expected))
      throw unauthorized('Not Authorized! The token of the setting METRICS_TOKEN is needed')
    return new Response(await metrics.text(), { headers: { 'Content-Type': metrics.contentType } })
  },
})

/** Takes the same time whatever is given. */
const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', expected, 'buffer'))
