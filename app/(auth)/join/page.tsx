import type { Metadata } from 'next'
import { JoinPanel } from '@/components/auth/join-panel'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { openServices } from '@/lib/app/services'
import { personOfLink } from '@/lib/auth/password-links'
import { shownName } from '@/lib/model/rules/shown-name'

export const metadata: Metadata = { title: 'Choose a password', referrer: 'no-referrer' }

interface JoinPageProps {
  searchParams: Promise<{ token?: string | string[] }>
}

/** Where the link leads by which somebody gives themselves a password. */
export default async function JoinPage({ searchParams }: JoinPageProps) {
  const { token } = await searchParams
  const person = typeof token === 'string' ? await personOfLink(await openServices(), token, Date.now()) : undefined
  const email = person?.document.email
  return (
    <>
      <h1 className="font-semibold text-xl">Choose a password</h1>
      {typeof token === 'string' && person !== undefined && typeof email === 'string' ? (
        <JoinPanel token={token} name={shownName(person)} email={email} />
      ) : (
        <Notice tone="warning" actions={<LinkButton href="/sign-in">Go to sign-in</LinkButton>}>
          This link has been used or replaced, or has ended. An administrator can give you another one.
        </Notice>
      )}
    </>
  )
}
