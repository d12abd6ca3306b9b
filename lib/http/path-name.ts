/** A name out of a page's address. In pages, unlike in route handlers, parameters are still percent-encoded. */
export function nameFromPath(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment // no encoding of ours; nothing bears that name
  }
}
