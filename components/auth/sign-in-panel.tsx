'use client'

import { SignInForm } from '@/components/auth/sign-in-form'
import { problemOf, signIn } from '@/lib/client/session'

/** Signs in and goes on to `nextPath`, a path of ours. */
export function SignInPanel({ nextPath }: { nextPath: string }) {
  return (
    <SignInForm
      onSubmit={(credentials) =>
        problemOf(async () => {
          await signIn(credentials)
          // A whole new page: nothing that was read for somebody else stays in memory.
          window.location.assign(nextPath)
        })
      }
    />
  )
}
