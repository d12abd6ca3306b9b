import type { ReactNode } from 'react'
import type { ExternalToast, toast as sonner } from 'sonner'

/** What `Toaster` brings; until it is there, what is told waits. */
type Show = typeof sonner
let show: Show | undefined
const waiting: ((show: Show) => void)[] = []
const listeners = new Set<() => void>()
let last = 0

function tell(told: (show: Show) => void): void {
  if (show === undefined) {
    waiting.push(told)
    for (const listener of listeners) listener()
  } else told(show)
}

const teller = (tone: 'success' | 'error' | 'info') => (message: ReactNode, options?: ExternalToast) => {
  last += 1
  const id = `toast-${last}`
  tell((now) => now[tone](message, { ...options, id }))
  return id
}

/** Short notes, shown by `Toaster`, whose code comes after the page's. Each gives the id by which it is taken away. */
export const toast = {
  success: teller('success'),
  error: teller('error'),
  info: teller('info'),
  dismiss: (id: string): void => tell((now) => now.dismiss(id)),
}

export const isTold = (): boolean => waiting.length > 0

/** Calls back when something waits to be told. */
export function onTold(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Shows what waits, and from now on everything. */
export function connectToasts(given: Show): void {
  show = given
  for (const told of waiting.splice(0)) told(given)
}
