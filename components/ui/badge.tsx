import { cva, type VariantProps } from 'class-variance-authority'
import { Circle, CircleAlert, CircleCheck, CircleDot, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

const badgeVariants = cva(
  'inline-flex h-5 max-w-full items-center gap-1 whitespace-nowrap rounded-sm px-1.5 fill-none font-medium text-xs [&_svg]:size-3 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        neutral: 'bg-active text-muted',
        accent: 'bg-accent-soft text-accent-text',
        info: 'bg-info-soft text-info',
        ok: 'bg-ok-soft text-ok',
        warning: 'bg-warning-soft text-warning',
        danger: 'bg-danger-soft text-danger',
        outline: 'border border-line-strong text-muted',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
)

export type BadgeTone = NonNullable<VariantProps<typeof badgeVariants>['tone']>

interface BadgeProps {
  children: ReactNode
  tone?: BadgeTone | undefined
  icon?: LucideIcon | undefined
  /** Of the icon, inside its lines; what is no colour is left out. */
  fill?: string | undefined
  /** The full words where the badge may be cut. */
  title?: string | undefined
  className?: string | undefined
}

/** A colour of somebody's as the ground of a shape. What begins otherwise is none, and may be an address that the browser would ask. */
export const colourFill = (color: string): string => `#${color.slice(1)}`

/** A word or two on a soft ground. */
export function Badge({ children, tone, icon: Icon, fill, title, className }: BadgeProps) {
  return (
    <span title={title} className={cn(badgeVariants({ tone }), className)}>
      {Icon ? <Icon aria-hidden strokeWidth={2} fill={fill && colourFill(fill)} /> : null}
      <span className="truncate">{children}</span>
    </span>
  )
}

const shapes: Record<Exclude<BadgeTone, 'outline'>, LucideIcon> = {
  neutral: Circle,
  accent: CircleDot,
  info: CircleDot,
  ok: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
}

/** A state: word, colour and a shape of its own, so that colour alone never carries it. */
export function StatusBadge({ tone, ...props }: Omit<BadgeProps, 'icon'> & { tone: Exclude<BadgeTone, 'outline'> }) {
  return <Badge tone={tone} icon={shapes[tone]} {...props} />
}
