'use client'

import { SetupForm } from '@/components/auth/setup-form'
import { problemOf, setUp, signIn } from '@/lib/client/session'

/** Makes the first administrator by the token of the one-time link, and signs them in. */
export function SetupPanel({ token }: { token: string }) {
  return (
    <SetupForm
      offersSampleData={false}
      onSubmit={({ displayName, email, password }) =>
        problemOf(async () => {
          await setUp({ token, displayName, email, password })
          await signIn({ email, password })
          window.location.assign('/')
        })
      }
    />
  )
}
