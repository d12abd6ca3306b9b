import type { Metadata } from 'next'
import { RolesScreen } from '@/components/settings/roles-screen'

export const metadata: Metadata = { title: 'Roles and policies · Settings' }

export default function RolesPage() {
  return <RolesScreen />
}
