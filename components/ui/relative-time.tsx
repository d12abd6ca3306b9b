'use client'

import { useContext, useSyncExternalStore } from 'react'
import { ServerDates } from '@/components/ui/server-dates'
import { absoluteTime, relativeTime } from '@/components/ui/time-text'

interface RelativeTimeProps {
  /** Epoch milliseconds or an ISO string. */
  value: number | string
  className?: string | undefined
}

/** "4 min ago" with the exact time in the reader's time zone as tooltip; moves on by itself once a minute. */
export function RelativeTime({ value, className }: RelativeTimeProps) {
  const minute = useSyncExternalStore(onMinute, currentMinute, serverMinute)
  const serverDates = useContext(ServerDates)
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return null
  const isHydrated = minute !== undefined
  const [zone, locale] = isHydrated ? [] : ['UTC', serverDates]
  return (
    // The server does not know the reader's clock and time zone. Its text may differ a little from the browser's; the
    // key replaces the element right after hydration, so that text and title are the reader's from then on.
    <time
      key={isHydrated ? 'reader' : 'server'}
      suppressHydrationWarning
      dateTime={date.toISOString()}
      title={absoluteTime(date, zone, locale)}
      className={className}
    >
      {relativeTime(date, new Date(), zone, locale)}
    </time>
  )
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** One timer for all times on the page. */
function onMinute(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(redrawTimes, 60_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Draws all times anew, in another language. */
export function redrawTimes(): void {
  for (const notify of listeners) notify()
}

function currentMinute(): string | undefined {
  const { dates, zone } = document.documentElement.dataset
  return `${Math.floor(Date.now() / 60_000)} ${dates} ${zone}`
}
const serverMinute = (): string | undefined => undefined
