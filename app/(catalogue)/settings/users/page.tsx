import type { Metadata } from 'next'
import { UsersScreen } from '@/components/settings/users-screen'

export const metadata: Metadata = { title: 'Users · Settings' }

export default function UsersPage() {
  return <UsersScreen />
}
