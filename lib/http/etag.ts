/** Entity tags from id and version alone, so that the tag of any GET works on PATCH whatever its `fields` were. */
import { hash } from 'node:crypto'
import { formatVersion } from '@/lib/model/rules/version'
import { CatalogueError } from '@/lib/model/wire/errors'

export const etagOf = (id: string, version: number): string =>
  `"${hash('sha256', `${id} ${formatVersion(version)}`).slice(0, 16)}"`

/** Throws 412 unless one tag of `If-Match` fits: `*`, the strong tag, or a weak `W/"0.2"` naming the version. */
export function requireMatch(ifMatch: string, entity: { id: string; version: number }): void {
  const current = etagOf(entity.id, entity.version)
  const fits = ifMatch
    .split(',')
    .map((tag) => tag.trim().replace(/(?:--gzip|-gzip)"$/, '"'))
    .some((tag) => tag === '*' || tag === current || tag === `W/"${formatVersion(entity.version)}"`)
  if (fits) return
  throw new CatalogueError(
    'preconditionFailed',
    `The entity has been modified. Current ETag: "${current.slice(1, -1)}". Please refresh and retry with the latest version.`,
    { hint: `The entity is at version ${formatVersion(entity.version)} now.` },
  )
}
