import type { Metadata } from 'next'
import { ProfileScreen } from '@/components/settings/profile-screen'
import { pageContext } from '@/lib/http/page'

export const metadata: Metadata = { title: 'Profile · Settings' }

export default async function ProfilePage() {
  const { actor, store } = await pageContext()
  const [row] = await store.findByIds([actor.id])
  const email = row?.document.email
  return (
    <ProfileScreen
      profile={{
        id: actor.id,
        name: actor.name,
        displayName: actor.displayName ?? '',
        email: typeof email === 'string' ? email : '',
      }}
    />
  )
}
