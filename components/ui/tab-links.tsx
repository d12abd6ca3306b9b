'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { showInRow } from '@/components/ui/show-in-row'
import { tabClasses } from '@/components/ui/tab-classes'
import { TabCount } from '@/components/ui/tab-count'

export interface TabLink {
  value: string
  label: string
  href: string
  count?: number | undefined
}

interface TabLinksProps {
  /** Names the tab list, for example "Dashboard sections". */
  label: string
  tabs: readonly TabLink[]
  current: string
  /** The id given to the `TabPanel`. */
  panelId: string
  className?: string | undefined
}

/** Tabs whose state is the URL: each is a link, so it opens in a new window and works with Back. Arrows move focus. */
export function TabLinks({ label, tabs, current, panelId, className }: TabLinksProps) {
  const id = useId()
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => showInRow(row.current, document.getElementById(`${id}-${current}`)), [id, current])
  return (
    <div
      ref={row}
      role="tablist"
      aria-label={label}
      onKeyDown={moveFocus}
      className={cn('flex gap-5 overflow-x-auto border-line border-b', className)}
    >
      {tabs.map((tab) => (
        <Link
          key={tab.value}
          id={`${id}-${tab.value}`}
          role="tab"
          href={tab.href}
          scroll={false}
          aria-selected={tab.value === current}
          aria-controls={tab.value === current ? panelId : undefined}
          tabIndex={tab.value === current ? 0 : -1}
          className={tabClasses}
        >
          {tab.label}
          <TabCount count={tab.count} />
        </Link>
      ))}
    </div>
  )
}

/** What the current tab shows. */
export function TabPanel({
  id,
  label,
  children,
  className,
}: {
  id: string
  label: string
  children: ReactNode
  className?: string
}) {
  return (
    <div role="tabpanel" id={id} aria-label={label} className={className}>
      {children}
    </div>
  )
}

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')]
  const at = tabs.findIndex((tab) => tab.matches(':focus'))
  if (at < 0) return
  const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl'
  const forward = isRightToLeft ? 'ArrowLeft' : 'ArrowRight'
  const backward = isRightToLeft ? 'ArrowRight' : 'ArrowLeft'
  const targets: Record<string, number> = {
    [forward]: (at + 1) % tabs.length,
    [backward]: (at - 1 + tabs.length) % tabs.length,
    Home: 0,
    End: tabs.length - 1,
  }
  if (event.key === ' ') {
    event.preventDefault()
    tabs[at]?.click()
    return
  }
  const next = targets[event.key]
  if (next === undefined) return
  event.preventDefault()
  tabs[next]?.focus()
}
