import { cn } from '@/components/ui/cn'

interface ProgressBarProps {
  label: string
  /** Done so far; without it the bar only says that something is under way. */
  value?: number | undefined
  max?: number | undefined
  /** In words: "4,200 of 9,962 rows". */
  valueText?: string | undefined
  /** A hairline, for a query that runs over data already shown. */
  thin?: boolean | undefined
  className?: string | undefined
}

export function ProgressBar({ label, value, max = 100, valueText, thin = false, className }: ProgressBarProps) {
  const share = value === undefined || max <= 0 ? undefined : Math.min(1, Math.max(0, value / max))
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={share === undefined ? undefined : max}
      aria-valuenow={share === undefined ? undefined : value}
      aria-valuetext={valueText}
      className={cn('overflow-hidden rounded-full bg-active', thin ? 'h-0.5' : 'h-2', className)}
    >
      <div
        className={cn(
          'h-full rounded-full bg-accent',
          share === undefined ? 'w-1/3 animate-slide' : 'transition-[width] duration-300',
        )}
        style={share === undefined ? undefined : { width: `${share * 100}%` }}
      />
    </div>
  )
}
