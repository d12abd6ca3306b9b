'use client'

import { buttonVariants } from '@/components/ui/button-variants'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'

interface PaginationProps {
  /** "1–50 of 1,284" */
  summary: string
  /** A link where the page has an address, or a function; neither means there is no such page. */
  previousHref?: string | undefined
  nextHref?: string | undefined
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  className?: string | undefined
}

/** Where we are, one page back, one page on. */
export function Pagination({ summary, previousHref, nextHref, onPrevious, onNext, className }: PaginationProps) {
  return (
    <nav aria-label="Pages" className={cn('flex items-center justify-between gap-3', className)}>
      <p className="text-muted text-sm tabular-nums">{summary}</p>
      <div className="flex gap-2">
        <PageStep label="Previous page" text="Previous" href={previousHref} onClick={onPrevious} rel="prev" />
        <PageStep label="Next page" text="Next" href={nextHref} onClick={onNext} rel="next" />
      </div>
    </nav>
  )
}

interface PageStepProps {
  label: string
  text: string
  href: string | undefined
  onClick: (() => void) | undefined
  rel: string
}

function PageStep({ label, text, href, onClick, rel }: PageStepProps) {
  const className = buttonVariants({ variant: 'secondary' })
  if (href !== undefined) {
    return (
      <Link href={href} rel={rel} aria-label={label} className={className} onClick={onClick}>
        {text}
      </Link>
    )
  }
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={onClick === undefined || undefined}
      onClick={onClick}
      className={className}
    >
      {text}
    </button>
  )
}
