import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '@/app/globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { chosenLooks } from '@/app/chosen-looks'
import { Providers } from '@/app/providers'

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
  const { theme, density, dates, zone } = await chosenLooks()
  return (
    <html lang="en" data-theme={theme} data-density={density} data-dates={dates} data-zone={zone}>
      <body>
        <Providers dates={dates}>{children}</Providers>
      </body>
    </html>
  )
}
