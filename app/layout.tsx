import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '@/app/globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '@/app/providers'
import { parseTheme } from '@/components/shell/theme'
import { themeCookie } from '@/lib/cookies'

/** Pages give `<thing> · <section>` as their title. */
export const metadata: Metadata = {
  title: { default: 'Dashboard catalogue', template: '%s · Dashboard catalogue' },
  applicationName: 'Dashcat',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#141312' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value)
  return (
    <html lang="en" data-theme={theme}>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
