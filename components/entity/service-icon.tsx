import { Plug } from 'lucide-react'
import {
  type SimpleIcon,
  siApachesuperset,
  siGrafana,
  siLooker,
  siMetabase,
  siMicrostrategy,
  siQlik,
  siRedash,
} from 'simple-icons'
import { cn } from '@/components/ui/cn'

// Tableau, Power BI, Mode, Sigma, QuickSight, ThoughtSpot, Domo and Lightdash have no free logo and show the plug.
const logos: Readonly<Record<string, SimpleIcon>> = {
  Superset: siApachesuperset,
  Looker: siLooker,
  Metabase: siMetabase,
  Grafana: siGrafana,
  Redash: siRedash,
  QlikSense: siQlik,
  QlikCloud: siQlik,
  MicroStrategy: siMicrostrategy,
}

/** The logo of a kind of service at 14 px, in its own colour; decoration, the name stands beside it. */
export function ServiceIcon({ type, className }: { type?: string | undefined; className?: string | undefined }) {
  const logo = type === undefined ? undefined : logos[type]
  if (logo === undefined)
    return <Plug aria-hidden strokeWidth={1.75} className={cn('size-3.5 shrink-0 text-faint', className)} />
  return (
    <svg viewBox="0 0 24 24" aria-hidden fill={`#${logo.hex}`} className={cn('size-3.5 shrink-0', className)}>
      <path d={logo.path} />
    </svg>
  )
}
