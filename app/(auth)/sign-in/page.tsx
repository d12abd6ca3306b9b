import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInPanel } from '@/components/auth/sign-in-panel'
import { Notice } from '@/components/ui/notice'
import { openServices } from '@/lib/app/services'
import { hasAccounts } from '@/lib/auth/people'
import { safeNextPath } from '@/lib/http/next-path'
import { currentActor } from '@/lib/http/page'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next } = await searchParams
  const nextPath = safeNextPath(typeof next === 'string' ? next : undefined)
  if ((await currentActor()) !== undefined) redirect(nextPath)
  const { people } = await openServices()
  return (
    <>
      <h1 className="font-semibold text-xl">Sign in</h1>
      {(await hasAccounts(people)) ? (
        <SignInPanel nextPath={nextPath} />
      ) : (
        <Notice tone="info">
          Nobody can sign in yet. When the server started, it printed a link to create the first administrator.
        </Notice>
      )}
      <p className="text-muted text-sm">
        <a href="/docs/api" className="underline underline-offset-4 hover:text-fg">
          API documentation
        </a>
      </p>
    </>
  )
}
