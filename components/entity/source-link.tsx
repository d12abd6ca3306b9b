import { ExternalLink } from 'lucide-react'
import { buttonVariants } from '@/components/ui/button-variants'
import { cn } from '@/components/ui/cn'
import { webAddress } from '@/lib/model/fields/url'

interface OpenInToolProps {
  url: string | undefined
  tool: string | undefined
  /** "dashboard": a tool without a name of its own is just opened. */
  noun: string
}

/** "Open in Superset": the thing in its own tool, in a new tab. */
export function OpenInTool({ url, tool, noun }: OpenInToolProps) {
  const address = webAddress(url)
  if (address === undefined) return null
  return (
    <a
      href={address.href}
      target="_blank"
      rel="noopener noreferrer"
      className={buttonVariants({ variant: 'secondary' })}
    >
      <ExternalLink aria-hidden strokeWidth={1.75} className="text-muted" />
      {tool === undefined || tool === 'CustomDashboard' ? `Open ${noun}` : `Open in ${tool}`}
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  )
}

interface SourceLinkProps {
  url: string
  /** Stands for the address. */
  text?: string | undefined
  className?: string | undefined
}

/** The address itself, cut to one line. */
export function SourceLink({ url, text, className }: SourceLinkProps) {
  const address = webAddress(url)
  if (address === undefined) return <span className={className}>{text || url}</span>
  return (
    <a
      href={address.href}
      target="_blank"
      rel="noopener noreferrer"
      title={url}
      className={cn('relative block truncate rounded-sm text-accent-text hover:underline', className)}
    >
      {text || `${address.host}${address.pathname}${address.search}`}
      <span className="sr-only"> (new tab)</span>
    </a>
  )
}
