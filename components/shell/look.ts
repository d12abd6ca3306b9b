import { lookCookie } from '@/lib/cookies'

/** How somebody wants pages to look, each with what can be chosen; the first is what nobody has chosen. */
export const looks = {
  /** `system` follows the browser. */
  theme: ['system', 'light', 'dark'],
  density: ['comfortable', 'compact'],
  /** In which language dates are written. */
  dates: ['en-GB', 'en-US', 'de', 'es', 'fr', 'it', 'nl', 'pl', 'pt', 'ja', 'zh'],
  /** In which time zone times are written: that of the reader's clock, or the one that everybody shares. */
  zone: ['clock', 'UTC'],
} as const
export type Look = keyof typeof looks
export type Choice<Of extends Look> = (typeof looks)[Of][number]

export const parseLook = <Of extends Look>(look: Of, value: string | undefined): Choice<Of> =>
  looks[look].find((choice) => choice === value) ?? looks[look][0]

const listeners = new Set<() => void>()
/** Calls it whenever something else has been chosen; the answer ends that. */
export function onLook(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Applies the choice at once and keeps it for a year, so that the server sends the next page in it. Scripts can read its
 * cookie: it says nothing about the person, and is written without a round trip.
 */
export function chooseLook<Of extends Look>(look: Of, choice: Choice<Of>): void {
  document.documentElement.dataset[look] = choice
  const secure = window.location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs HTTPS and is not in all browsers
  document.cookie = `${lookCookie(look)}=${choice}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`
  for (const notify of listeners) notify()
}
