import { Plug } from 'lucide-react'
import { cn } from '@/components/ui/cn'

/** Kinds of services in `/service-logos.svg`; a test holds the two together. */
export const withLogo: ReadonlySet<string> = new Set([
  'Superset',
  'Looker',
  'Metabase',
  'Grafana',
  'Redash',
  'QlikSense',
  'QlikCloud',
  'MicroStrategy',
])

/** The logo of a kind of service at 14 px, in its own colour; decoration, the name stands beside it. */
export function ServiceIcon({ type, className }: { type?: string | undefined; className?: string | undefined }) {
  if (type === undefined || !withLogo.has(type))
    return <Plug aria-hidden strokeWidth={1.75} className={cn('size-3.5 shrink-0 text-faint', className)} />
  // A list shows fifty: the shapes are a file of their own, which the browser keeps.
  return (
    <svg aria-hidden className={cn('size-3.5 shrink-0', className)}>
      <use href={`/service-logos.svg#${type}`} />
    </svg>
  )
}
