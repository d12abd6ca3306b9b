import type { TagLabel } from '@/lib/model/entities/entity'

/** "Tier 1" for `Tier.Tier1`, else display name, name, or the last part of the FQN without its quotes. */
export function tagName(tag: TagLabel): string {
  if (tag.displayName) return tag.displayName
  const name = tag.name || lastPart(tag.tagFQN)
  return isTier(tag) ? name.replace(/^Tier(\d)$/, 'Tier $1') : name
}

export const isTier = (tag: TagLabel): boolean => tag.tagFQN.startsWith('Tier.')

/** The last part of a name whose parts may be quoted because they hold a dot. */
function lastPart(fqn: string): string {
  const quoted = /"((?:[^"]|"")*)"$/.exec(fqn)?.[1]
  return quoted === undefined ? fqn.slice(fqn.lastIndexOf('.') + 1) : quoted.replaceAll('""', '"')
}
