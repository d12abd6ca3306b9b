import { GitCommitHorizontal } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'

interface VersionChipProps {
  version: number
  /** The versions of the record. */
  href?: string | undefined
  /** Who and when, as tooltip. */
  title?: string | undefined
}

/** "0.2": the version as a number with one decimal, linked to the history. Its name says "Version 0.2". */
export function VersionChip({ version, href, title }: VersionChipProps) {
  const text = version.toFixed(1)
  const className =
    'inline-flex h-6 shrink-0 items-center gap-1.5 rounded-md border border-line-strong bg-raised px-2 font-mono text-fg text-xs tabular-nums'
  const content = (
    <>
      <GitCommitHorizontal aria-hidden strokeWidth={1.75} className="size-3.5 text-muted" />
      <span className="sr-only">Version </span>
      {text}
    </>
  )
  return href === undefined ? (
    <span title={title} className={className}>
      {content}
    </span>
  ) : (
    <Link href={href} scroll={false} title={title} className={cn(className, 'hover:bg-hover touch:h-10')}>
      {content}
    </Link>
  )
}
