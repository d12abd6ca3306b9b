import type { ReactNode } from 'react'
import { Logo } from '@/components/shell/logo'
import { RouteFocus } from '@/components/shell/route-focus'
import { SkipLink } from '@/components/shell/skip-link'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { currentActor } from '@/lib/http/page'

/** The documentation is for everybody; who is signed in can send its calls as themselves. */
export default async function ApiDocumentationLayout({ children }: { children: ReactNode }) {
  const actor = await currentActor()
  return (
    <>
      <SkipLink />
      <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-line border-b bg-bg px-page">
        <Link href="/" className="flex h-7 items-center gap-2 rounded-sm font-semibold text-base text-fg">
          <Logo />
          Dashcat
        </Link>
        <span aria-hidden className="text-faint">
          /
        </span>
        <Link href="/docs/api" className="rounded-sm font-medium text-muted text-sm hover:text-fg">
          API
        </Link>
        <span className="flex-1" />
        <LinkButton href={actor === undefined ? '/sign-in?next=/docs/api' : '/'} variant="ghost" size="sm">
          {actor === undefined ? 'Sign in' : 'Open the catalogue'}
        </LinkButton>
      </header>
      {children}
      <RouteFocus />
    </>
  )
}
