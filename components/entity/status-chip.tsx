import { type BadgeTone, StatusBadge } from '@/components/ui/badge'
import type { EntityStatus } from '@/lib/model/rules/review'

const tones: Readonly<Record<EntityStatus, Exclude<BadgeTone, 'outline'>>> = {
  Draft: 'neutral',
  'In Review': 'info',
  Approved: 'ok',
  Rejected: 'danger',
  Deprecated: 'warning',
  Archived: 'neutral',
  Unprocessed: 'neutral',
}

/** How far something is, and what its reviewers think of it. */
export function StatusChip({ status }: { status: EntityStatus | undefined }) {
  if (status === undefined) return null
  return <StatusBadge tone={tones[status]}>{status === 'In Review' ? 'In review' : status}</StatusBadge>
}
