import { CatalogueError } from '@/lib/model/wire/errors'

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Throws 403 unless a write that is authenticated by cookie comes from our own pages: a browser adds the cookie whoever
 * made it send the request. Requests with a token need no such check, since no browser adds one by itself.
 */
export function requireSameOrigin(request: Request): void {
  if (safeMethods.has(request.method)) return
  const { headers } = request
  const site = headers.get('sec-fetch-site')
  if (site === 'same-origin') return
  // Browsers without fetch metadata send the origin.
  if (site === null && isOwnOrigin(headers)) return
  throw new CatalogueError('forbidden', 'The request comes from another site', {
    hint: 'Programs authenticate with a token in the Authorization header.',
  })
}

function isOwnOrigin(headers: Headers): boolean {
  const origin = headers.get('origin')
  if (origin === null || !URL.canParse(origin)) return false
  const host = headers.get('x-forwarded-host') ?? headers.get('host')
  return new URL(origin).host === host
}
