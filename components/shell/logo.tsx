import { cn } from '@/components/ui/cn'

/** The mark: four tiles of a dashboard. Also drawn in `app/icon.svg`. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden className={cn('size-5 shrink-0', className)}>
      <rect width="20" height="20" rx="5" className="fill-accent" />
      <g fill="none" strokeWidth="1.25" className="stroke-on-accent">
        <rect x="4.6" y="4.6" width="4.3" height="5.2" rx="1" />
        <rect x="11.1" y="4.6" width="4.3" height="3" rx="1" />
        <rect x="11.1" y="9.9" width="4.3" height="5.5" rx="1" />
        <rect x="4.6" y="12.1" width="4.3" height="3.3" rx="1" />
      </g>
    </svg>
  )
}
