import { hrefOf } from '@/lib/client/links'
import type { EntityReference } from '@/lib/model/entities/entity'

/** What to call the thing a reference points to: display name, else name, else the rest of what it carries. */
export const referenceName = (reference: EntityReference): string =>
  reference.displayName?.trim() || reference.name || reference.fullyQualifiedName || reference.id

/** The page of what a reference points to, or undefined where the catalogue has none for its type. */
export function referenceHref({ type, fullyQualifiedName, name }: EntityReference): string | undefined {
  const key = fullyQualifiedName ?? name
  return key === undefined ? undefined : hrefOf(type, key)
}
