import { Badge, type BadgeTone } from '@/components/ui/badge'

const tones: Readonly<Record<string, BadgeTone>> = {
  GET: 'info',
  POST: 'ok',
  PUT: 'warning',
  PATCH: 'accent',
  DELETE: 'danger',
}

/** The method of a call; words carry it, the colour only helps. */
export function MethodBadge({ method, className }: { method: string; className?: string }) {
  return (
    <Badge tone={tones[method] ?? 'neutral'} className={className}>
      <span className="font-mono">{method}</span>
    </Badge>
  )
}
