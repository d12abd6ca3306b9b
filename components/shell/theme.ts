import { themeCookie } from '@/lib/cookies'

/** What a person can choose; `system` follows the browser. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const parseTheme = (value: string | undefined): Theme => themes.find((theme) => theme === value) ?? 'system'

/**
 * Applies the theme at once and keeps it for a year, so that the server sends the next page in it. Scripts can read its
 * cookie: it says nothing about the person, and the menu writes it without a round trip.
 */
export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  const secure = window.location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs HTTPS and is not in all browsers
  document.cookie = `${themeCookie}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`
}
