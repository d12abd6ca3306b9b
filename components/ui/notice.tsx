import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

const looks = {
  info: { icon: Info, ground: 'border-info/35 bg-info-soft', ink: 'text-info' },
  ok: { icon: CircleCheck, ground: 'border-ok/35 bg-ok-soft', ink: 'text-ok' },
  warning: { icon: TriangleAlert, ground: 'border-warning/35 bg-warning-soft', ink: 'text-warning' },
  danger: { icon: CircleAlert, ground: 'border-danger/35 bg-danger-soft', ink: 'text-danger' },
} as const satisfies Record<string, { icon: LucideIcon; ground: string; ink: string }>

interface NoticeProps {
  tone: keyof typeof looks
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
  /** `alert` interrupts, `status` waits; without either it is plain text. */
  role?: 'alert' | 'status' | 'region' | undefined
  /** Names a `region`. */
  label?: string | undefined
  id?: string | undefined
  className?: string | undefined
}

/** A panel in the page that says something about it: an error summary, a banner, a conflict. */
export function Notice({ tone, title, children, actions, role, label, id, className }: NoticeProps) {
  const { icon: Icon, ground, ink } = looks[tone]
  return (
    <div
      id={id}
      role={role}
      {...(role === 'region' ? { 'aria-label': label } : {})}
      tabIndex={role === 'alert' ? -1 : undefined}
      className={cn('flex gap-2.5 rounded-xl border p-4 text-fg text-sm', ground, className)}
    >
      <Icon aria-hidden strokeWidth={1.75} className={cn('mt-0.5 size-4 shrink-0', ink)} />
      <div className="min-w-0 flex-1">
        {title ? <h2 className={cn('font-semibold text-base', ink)}>{title}</h2> : null}
        {children ? <div className={title ? 'mt-1' : ''}>{children}</div> : null}
        {actions ? <div className="mt-3 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  )
}
