'use client'

import { usePathname } from 'next/navigation'
import { type CountKey, isInSection, navigationItems } from '@/components/shell/navigation'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { tooltip } from '@/components/ui/tooltip'

interface MainNavigationProps {
  counts: Partial<Record<CountKey, number>>
  /** Names only as tooltips between 768 and 1279 px. */
  collapses: boolean
  onNavigate?: (() => void) | undefined
}

export function MainNavigation({ counts, collapses, onNavigate }: MainNavigationProps) {
  const pathname = usePathname()
  return (
    <nav aria-label="Main">
      <ul className="grid gap-0.5">
        {navigationItems.map(({ label, href, also = href, icon: Icon, count, keys }) => {
          const isCurrent = isInSection(pathname, href) || isInSection(pathname, also)
          const total = count === undefined ? undefined : counts[count]
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={isCurrent ? 'page' : undefined}
                {...(collapses && tooltip(label, { keys, side: 'right', className: 'max-md:hidden xl:hidden' }))}
                onClick={onNavigate}
                className={cn(
                  'flex h-control items-center gap-2.5 rounded-md px-2 font-medium text-sm transition-colors duration-100',
                  isCurrent ? 'bg-active text-fg' : 'text-muted hover:bg-hover hover:text-fg',
                  collapses && 'md:max-xl:w-10 md:max-xl:justify-center md:max-xl:px-0',
                )}
              >
                <Icon aria-hidden strokeWidth={1.75} className="size-4 shrink-0" />
                <span className={cn('min-w-0 flex-1 truncate', collapses && 'md:max-xl:sr-only')}>{label}</span>
                {total === undefined ? null : (
                  <span
                    aria-hidden
                    className={cn('font-normal text-muted tabular-nums', collapses && 'md:max-xl:hidden')}
                  >
                    {total.toLocaleString('en')}
                  </span>
                )}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
