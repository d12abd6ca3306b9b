import { BadgeCheck, Circle } from 'lucide-react'
import type { ReactNode } from 'react'
import { isPast } from '@/components/entity/is-past'
import { isTier, tagName } from '@/components/entity/tag-name'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Rest } from '@/components/ui/rest'
import { entityHref } from '@/lib/client/links'
import type { TagLabel } from '@/lib/model/entities/entity'

/** A label that holds until a day. */
interface Certification {
  readonly tagLabel: TagLabel
  readonly expiryDate?: unknown
}

interface TagBadgesProps {
  tags: readonly TagLabel[] | undefined
  /** It is shown in green, whatever it is called, for as long as it holds. */
  certification?: Certification | undefined
  /** One line with room for about so many letters, for table rows: what does not fit is behind "+3". Otherwise all, wrapped. */
  letters?: number | undefined
  className?: string | undefined
}

/** Tier in blue first, certification in green with its icon, other tags neutral; each leads to the page of its tag. */
export function TagBadges({ tags = [], certification, letters, className }: TagBadgesProps) {
  const badges = [
    ...tags.filter(isTier).map(toBadge),
    ...(certification
      ? [
          {
            text: `✓ ${certificationWord(certification.tagLabel)}`,
            fqn: certification.tagLabel.tagFQN,
            certification,
          },
        ]
      : []),
    ...tags.filter((tag) => !isTier(tag)).map(toBadge),
  ]
  const shown = letters === undefined ? badges : badges.slice(0, fitting(badges, letters))
  const hidden = badges.slice(shown.length)
  if (badges.length === 0) return null
  const show = (badge: (typeof badges)[number]) =>
    'tag' in badge ? (
      <TagBadge key={badge.fqn} tag={badge.tag} />
    ) : (
      <CertificationBadge key={badge.fqn} certification={badge.certification} short={letters !== undefined} />
    )
  return (
    <span className={cn('flex min-w-0 items-center gap-1', letters === undefined && 'flex-wrap', className)}>
      {shown.map(show)}
      <Rest items={hidden} name={({ text }) => text} show={show} />
    </span>
  )
}

const toBadge = (tag: TagLabel) => ({ text: tagName(tag), fqn: tag.tagFQN, tag })

/** What a badge takes besides its text, in letters. */
const padding = 3

/** How many of the texts stand in one line with room for so many letters: one at least, which is then cut. */
export function fitting(badges: readonly { readonly text: string }[], letters: number): number {
  let used = 0
  for (const [index, { text }] of badges.entries()) {
    used += text.length + padding
    if (used > letters + padding) return Math.max(1, index)
  }
  return badges.length
}

/** One tag, its colour as a dot before its name; its tooltip is the whole name with the classification. */
export function TagBadge({ tag }: { tag: TagLabel }) {
  const color = tag.style?.color
  return (
    <TagLink tag={tag}>
      <Badge tone={isTier(tag) ? 'info' : 'neutral'} icon={color ? Circle : undefined} fill={color} title={tag.tagFQN}>
        {tagName(tag)}
      </Badge>
    </TagLink>
  )
}

const TagLink = ({ tag, children }: { tag: TagLabel; children: ReactNode }) => (
  <Link
    href={entityHref(tag.source === 'Glossary' ? 'glossaryTerm' : 'tag', tag.tagFQN)}
    prefetch={false}
    className="inline-flex min-w-0 max-w-full rounded-sm hover:underline"
  >
    {children}
  </Link>
)

/** "Certified Gold", and whether that is out of date; `short`, mark and colour stand for all but the name. */
export function CertificationBadge({
  certification: { tagLabel, expiryDate },
  short = false,
}: {
  certification: Certification
  short?: boolean
}) {
  const word = certificationWord(tagLabel)
  const isOver = isPast(expiryDate)
  const hidden = short ? 'sr-only' : undefined
  return (
    <TagLink tag={tagLabel}>
      <Badge
        tone={isOver ? 'warning' : 'ok'}
        icon={BadgeCheck}
        title={isOver ? `${tagLabel.tagFQN}${outOfDate}` : tagLabel.tagFQN}
      >
        {word === certified ? null : <span className={hidden}>{certified} </span>}
        {word}
        {isOver ? <span className={hidden}>{outOfDate}</span> : null}
      </Badge>
    </TagLink>
  )
}

const outOfDate = ', out of date'

const certified = 'Certified'

/** "Gold" for `Certification.Gold`; "Certified" when the label just says that. */
function certificationWord(certification: TagLabel): string {
  const name = tagName(certification)
  return /^certified$/i.test(name) ? certified : name
}
