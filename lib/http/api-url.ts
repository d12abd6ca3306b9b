import { env } from '@/lib/app/env'

/** `PUBLIC_URL`, or the address the request was made to; up to and including `/api`. */
export function apiUrlOf(headers: Headers): string {
  if (env.PUBLIC_URL !== undefined) return `${env.PUBLIC_URL.replace(/\/+$/, '')}/api`
  const host = (env.TRUST_PROXY ? headers.get('x-forwarded-host') : null) ?? headers.get('host') ?? 'localhost'
  const protocol = (env.TRUST_PROXY ? headers.get('x-forwarded-proto') : null) ?? 'http'
  return `${protocol}://${host}/api`
}
