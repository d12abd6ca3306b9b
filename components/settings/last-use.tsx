import { RelativeTime } from '@/components/ui/relative-time'

interface LastUseProps {
  lastUsedAt?: number | undefined
  lastUsedFrom?: string | undefined
}

/** When a token was used last, and from where. */
export function LastUse({ lastUsedAt, lastUsedFrom }: LastUseProps) {
  if (lastUsedAt === undefined) return <span className="text-faint">Not yet</span>
  return (
    <span className="block truncate">
      <RelativeTime value={lastUsedAt} />
      {lastUsedFrom === undefined ? null : ` · ${lastUsedFrom}`}
    </span>
  )
}
