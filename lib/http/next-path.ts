/** Where to go after signing in: a path of ours, or the front page for anything that could lead elsewhere. */
export function safeNextPath(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/')) return '/'
  // Browsers read `//host` and `/\host` as another site, and drop tabs and line breaks before they look.
  const origin = 'http://dashcat.invalid'
  if (!URL.canParse(next, origin)) return '/'
  const url = new URL(next, origin)
  if (url.origin !== origin || url.pathname.startsWith('/api/') || url.pathname.startsWith('//')) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}
