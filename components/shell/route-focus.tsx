'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { isTyping } from '@/components/ui/typing'

/** How long a page may take to show its heading before the focus goes to the main region instead. */
const patienceMs = 4000

/** After a change of page, moves the focus to its `h1`, so that a screen reader says where one is. */
export function RouteFocus() {
  const pathname = usePathname()
  const previous = useRef(pathname)
  useEffect(() => {
    if (previous.current === pathname) return
    previous.current = pathname
    const main = document.querySelector('main')
    if (!main) return
    const started = Date.now()
    // A page that is still loading, or a menu that is closing, takes a moment.
    const timer = setInterval(() => {
      const isLate = Date.now() - started > patienceMs
      if (focusHeading(main, isLate) || isLate) clearInterval(timer)
    }, 50)
    return () => clearInterval(timer)
  }, [pathname])
  return null
}

/** True when there is nothing left to do: the heading has the focus, or the page has put it into a field itself. */
function focusHeading(main: HTMLElement, isLate: boolean): boolean {
  const active = document.activeElement
  if (active?.closest('[role=dialog], [role=alertdialog], [role=menu]')) return false
  if (main.contains(active) && isTyping(active)) return true
  const heading = main.querySelector('h1') ?? (isLate ? main : undefined)
  if (!heading) return false
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
  return true
}
