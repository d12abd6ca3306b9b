import type { Metadata } from 'next'
import { chosenLooks } from '@/app/chosen-looks'
import { ProfileScreen } from '@/components/settings/profile-screen'
import { pageContext } from '@/lib/http/page'

export const metadata: Metadata = { title: 'Profile · Settings' }

export default async function ProfilePage() {
  const { actor, store } = await pageContext()
  const [[row], looks] = await Promise.all([store.findByIds([actor.id]), chosenLooks()])
  const email = row?.document.email
  return (
    <ProfileScreen
      looks={looks}
      profile={{
        id: actor.id,
        name: actor.name,
        displayName: actor.displayName ?? '',
        email: typeof email === 'string' ? email : '',
      }}
    />
  )
}
