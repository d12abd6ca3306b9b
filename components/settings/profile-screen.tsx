'use client'

import { NameSection } from '@/components/settings/name-section'
import { PasswordSection } from '@/components/settings/password-section'
import { SessionsSection } from '@/components/settings/sessions-section'
import { PageHeader } from '@/components/shell/page-header'

/** What the profile shows of the person who is signed in. */
export interface Profile {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly email: string
}

/** The person's own page: name, password, where they are signed in. */
export function ProfileScreen({ profile }: { profile: Profile }) {
  return (
    <>
      <PageHeader title="Profile" />
      <NameSection profile={profile} />
      <PasswordSection email={profile.email} />
      <SessionsSection />
    </>
  )
}
