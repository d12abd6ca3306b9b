'use client'

import { DisplaySection, type Looks } from '@/components/settings/display-section'
import { NameSection, type Profile } from '@/components/settings/name-section'
import { PasswordSection } from '@/components/settings/password-section'
import { SessionsSection } from '@/components/settings/sessions-section'
import { PageHeader } from '@/components/shell/page-header'

/** The person's own page: name, how pages look, password, where they are signed in. */
export function ProfileScreen({ profile, looks }: { profile: Profile; looks: Looks }) {
  return (
    <>
      <PageHeader title="Profile" />
      <NameSection profile={profile} />
      <DisplaySection chosen={looks} />
      <PasswordSection email={profile.email} />
      <SessionsSection />
    </>
  )
}
