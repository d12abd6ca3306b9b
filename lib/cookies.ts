/** The cookies of this product. Read by the server process too, so without imports. */

export const cookiePrefix = 'dashcat'

/** How somebody wants pages to look: its theme, its density, in which language and time zone its dates are. */
const looks = ['theme', 'density', 'dates', 'zone'] as const
export const lookCookie = (look: (typeof looks)[number]): string => `${cookiePrefix}_${look}`

/**
 * The session's cookie. Where people come by https, browsers take a cookie with `__Host-` from this host alone: no
 * neighbouring domain, and no page by http, can put another in its place.
 */
export const sessionCookie = (isHttps: boolean): string => `${isHttps ? '__Host-' : ''}${cookiePrefix}.session_token`

const own: ReadonlySet<string> = new Set([...looks.map(lookCookie), sessionCookie(false), sessionCookie(true)])

/** A `Cookie` header with ours alone, each once; undefined when there is none. One pass, however many there are. */
export function ownCookies(header: string): string | undefined {
  const kept = new Map<string, string>()
  for (const pair of header.split(';')) {
    const name = pair.slice(0, Math.max(pair.indexOf('='), 0)).trim()
    if (own.has(name) && !kept.has(name)) kept.set(name, pair.trim())
  }
  return kept.size === 0 ? undefined : [...kept.values()].join('; ')
}
