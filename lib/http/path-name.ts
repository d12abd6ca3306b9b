/**
 * The name in the address of a page, `/charts/<name>/edit`, decoded once. The framework hands parameters of pages over
 * encoded or decoded, depending on where they are asked for, so names come from the address itself.
 */
export function nameInPath(path: string): string {
  const segment = path.split(/[?#]/, 1)[0]?.split('/')[2] ?? ''
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment // no encoding of ours; nothing bears that name
  }
}
