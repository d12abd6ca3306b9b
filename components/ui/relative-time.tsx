'use client'

import { useSyncExternalStore } from 'react'
import { absoluteTime, relativeTime } from '@/components/ui/time-text'

interface RelativeTimeProps {
  /** Epoch milliseconds or an ISO string. */
  value: number | string
  className?: string | undefined
}

/** "4 min ago" with the exact time in the reader's time zone as tooltip; moves on by itself once a minute. */
export function RelativeTime({ value, className }: RelativeTimeProps) {
  const minute = useSyncExternalStore(onMinute, currentMinute, serverMinute)
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return null
  const isHydrated = minute !== undefined
  return (
    // The server does not know the reader's clock and time zone. Its text may differ a little from the browser's; the
    // key replaces the element right after hydration, so that text and title are the reader's from then on.
    <time
      key={isHydrated ? 'reader' : 'server'}
      suppressHydrationWarning
      dateTime={date.toISOString()}
      title={absoluteTime(date, isHydrated ? undefined : 'UTC')}
      className={className}
    >
      {relativeTime(date, new Date(), isHydrated ? undefined : 'UTC')}
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

const currentMinute = (): string | undefined =>
  `${Math.floor(Date.now() / 60_000)} ${document.documentElement.dataset.dates}`
const serverMinute = (): string | undefined => undefined
