import type { ListRow } from '@/components/catalogue/list-row'
import { FirstReference } from '@/components/entity/first-reference'
import { SourceLink } from '@/components/entity/source-link'
import { StatusChip } from '@/components/entity/status-chip'
import { StyleMark, StyleWords } from '@/components/entity/style-mark'
import { CertificationBadge, TagBadges } from '@/components/entity/tag-badges'
import { RelativeTime } from '@/components/ui/relative-time'
import { type Field, storedValue } from '@/lib/model/fields/field'
import { kindOf } from '@/lib/model/fields/kinds'
import { isReference } from '@/lib/model/fields/reference'
import { labelPart, tagIn, tagsIn } from '@/lib/model/fields/tags'
import { isRecord } from '@/lib/model/rules/is-record'

/** What a row has of a field in one line, by its kind; nothing where it has nothing. */
export function FieldCell({ field, row }: { field: Field; row: ListRow }) {
  const value = storedValue(field, { ...row })
  if (value === undefined || value === null) return null
  if (field.kind === 'moment' && typeof value === 'number') return <RelativeTime value={value} />
  if (field.kind === 'url' && typeof value === 'string') return <SourceLink url={value} />
  if (field.kind === 'tags' && Array.isArray(value))
    return <TagBadges tags={tagsIn(value).filter((label) => labelPart(label) === field.part)} letters={18} />
  if (field.kind === 'style') return <StyleWords style={value} />
  const tagLabel = isRecord(value) ? tagIn(value.tagLabel) : undefined
  if (isRecord(value) && tagLabel !== undefined)
    return <CertificationBadge certification={{ ...value, tagLabel }} short />
  if (isRecord(value) && typeof value.url === 'string')
    return <SourceLink url={value.url} text={typeof value.displayText === 'string' ? value.displayText : undefined} />
  const references = (Array.isArray(value) ? value : [value]).filter(isReference)
  if (references.length > 0) return <FirstReference references={references} />
  return (
    <Words
      words={kindOf(field)
        .words(value)
        .map((word) => field.choiceLabels?.[word] ?? word)}
    />
  )
}

/** How far a review of it has come. */
export const StatusCell = ({ row }: { row: ListRow }) => <StatusChip status={row.entityStatus} />

/** What it looks like, before its name. */
export const StyleCell = ({ row }: { row: ListRow }) => (
  <span className="me-1.5 inline-flex align-[-0.125em]">
    <StyleMark style={row.style} />
  </span>
)

/** What somebody is in. */
export const TeamsCell = ({ row: { teams = [] } }: { row: ListRow }) =>
  teams.length === 0 ? <span className="text-faint">No team</span> : <FirstReference references={teams} />

function Words({ words }: { words: readonly string[] }) {
  const text = words.join(', ')
  return (
    <span dir="auto" title={text} className="block truncate">
      {text}
    </span>
  )
}
