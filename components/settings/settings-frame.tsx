'use client'

import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useActor } from '@/components/shell/actor-context'
import { isInSection } from '@/components/shell/navigation'
import { sectionsFor } from '@/components/shell/settings-sections'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { showInRow } from '@/components/ui/show-in-row'

/** Every page of the settings: its sections at the side, in a row above on a narrow screen. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  return (
    <div className="lg:flex">
      <SettingsNavigation />
      <div className="min-w-0 lg:flex-1">{children}</div>
    </div>
  )
}

function SettingsNavigation() {
  const actor = useActor()
  const pathname = usePathname()
  const id = useId()
  const row = useRef<HTMLElement>(null)
  useEffect(() => {
    const links = [...(row.current?.querySelectorAll('a') ?? [])]
    showInRow(
      row.current,
      links.find((link) => isInSection(pathname, link.pathname)),
    )
  }, [pathname])
  return (
    <nav
      ref={row}
      aria-label="Settings"
      className="border-line max-lg:relative max-lg:overflow-x-auto max-lg:border-b max-lg:px-page max-lg:py-2 lg:sticky lg:top-0 lg:h-dvh lg:w-49 lg:shrink-0 lg:overflow-y-auto lg:border-e lg:px-2.5 lg:py-5"
    >
      <p className="px-2.5 pb-4 font-semibold text-lg max-lg:hidden">Settings</p>
      <div className="flex gap-1 lg:flex-col lg:gap-5">
        {sectionsFor(actor).map(({ heading, sections }) => (
          <div key={heading}>
            <p id={`${id}${heading}`} className="px-2.5 pb-1 text-muted text-xs max-lg:sr-only">
              {heading}
            </p>
            <ul aria-labelledby={`${id}${heading}`} className="flex gap-1 lg:grid lg:gap-0.5">
              {sections.map(({ label, href }) => {
                const isCurrent = isInSection(pathname, href)
                return (
                  <li key={href}>
                    <Link
                      href={href}
                      aria-current={isCurrent ? 'page' : undefined}
                      className={cn(
                        'flex h-control items-center whitespace-nowrap rounded-md px-2.5 text-sm transition-colors duration-100 focus-visible:outline-offset-0',
                        isCurrent ? 'bg-active font-medium text-fg' : 'text-muted hover:bg-hover hover:text-fg',
                      )}
                    >
                      {label}
                    </Link>
                  </li>
                )
              })}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  )
}
