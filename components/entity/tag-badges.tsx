import { BadgeCheck } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import type { TagLabel } from '@/lib/model/entity'

interface TagBadgesProps {
  tags: readonly TagLabel[] | undefined
  /** The label of `certification`; it is shown in green, whatever it is called. */
  certification?: TagLabel | undefined
  /** Adds the quiet marker "No description". */
  missingDescription?: boolean | undefined
  /** At most so many, the rest as "+3". */
  max?: number | undefined
  /** One line without wrapping, for table rows. */
  singleLine?: boolean | undefined
  className?: string | undefined
}

/** Tier in blue first, certification in green with its icon, other tags neutral, then what is missing. */
export function TagBadges({
  tags = [],
  certification,
  missingDescription = false,
  max,
  singleLine = false,
  className,
}: TagBadgesProps) {
  const sorted = [...tags].sort((one, other) => Number(isTier(other)) - Number(isTier(one)))
  const shown = max === undefined ? sorted : sorted.slice(0, max)
  const hidden = sorted.slice(shown.length)
  if (sorted.length === 0 && certification === undefined && !missingDescription) return null
  return (
    <span
      className={cn(
        'flex min-w-0 items-center gap-1',
        singleLine ? 'overflow-hidden [&>*]:min-w-0' : 'flex-wrap',
        className,
      )}
    >
      {certification ? <CertificationBadge certification={certification} /> : null}
      {shown.map((tag) => (
        <TagBadge key={`${tag.source}:${tag.tagFQN}`} tag={tag} />
      ))}
      {hidden.length === 0 ? null : (
        <span title={hidden.map((tag) => tag.tagFQN).join(', ')} className="shrink-0 text-muted text-xs tabular-nums">
          +{hidden.length}
          <span className="sr-only"> more: {hidden.map(tagName).join(', ')}</span>
        </span>
      )}
      {missingDescription ? <MissingDescription /> : null}
    </span>
  )
}

/** One tag; its tooltip is the whole name with the classification. */
export function TagBadge({ tag }: { tag: TagLabel }) {
  return (
    <Badge tone={isTier(tag) ? 'info' : 'neutral'} title={tag.tagFQN}>
      {tagName(tag)}
    </Badge>
  )
}

export function CertificationBadge({ certification }: { certification: TagLabel }) {
  return (
    <Badge tone="ok" icon={BadgeCheck} title={certification.tagFQN}>
      {`Certified${certificationLevel(certification)}`}
    </Badge>
  )
}

/** A gap worth filling, said once and without alarm. */
export function MissingDescription() {
  return <Badge tone="warning">No description</Badge>
}

/** "Tier 1" for `Tier.Tier1`, else display name, name, or the last part of the FQN without its quotes. */
export function tagName(tag: TagLabel): string {
  if (tag.displayName) return tag.displayName
  const name = tag.name || lastPart(tag.tagFQN)
  return isTier(tag) ? name.replace(/^Tier(\d)$/, 'Tier $1') : name
}

const isTier = (tag: TagLabel): boolean => tag.tagFQN.startsWith('Tier.')

/** The last part of a name whose parts may be quoted because they hold a dot. */
function lastPart(fqn: string): string {
  const quoted = /"((?:[^"]|"")*)"$/.exec(fqn)?.[1]
  return quoted === undefined ? fqn.slice(fqn.lastIndexOf('.') + 1) : quoted.replaceAll('""', '"')
}

/** " Gold" for `Certification.Gold`; nothing when the label just says that it is certified. */
function certificationLevel(certification: TagLabel): string {
  const name = tagName(certification)
  return /^certified$/i.test(name) ? '' : ` ${name}`
}
