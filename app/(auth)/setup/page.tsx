import type { Metadata } from 'next'
import { SetupPanel } from '@/components/auth/setup-panel'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { openServices } from '@/lib/app/services'
import { isSetupToken } from '@/lib/app/setup'

export const metadata: Metadata = { title: 'Set up' }

const signInLink = (
  <Link href="/sign-in" className="font-medium text-accent-text underline underline-offset-4">
    Sign in
  </Link>
)

interface SetupPageProps {
  searchParams: Promise<{ token?: string | string[] }>
}

export default async function SetupPage({ searchParams }: SetupPageProps) {
  const { token } = await searchParams
  const isGood = typeof token === 'string' && (await isSetupToken(await openServices(), token))
  return (
    <>
      <h1 className="font-semibold text-xl">Set up</h1>
      {isGood ? (
        <SetupPanel token={token} />
      ) : (
        <Notice tone="warning">
          This link has been used or replaced. {signInLink}, or start the server again for a new link if nobody can.
        </Notice>
      )}
    </>
  )
}
