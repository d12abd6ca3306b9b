import type { Metadata } from 'next'
import { CheckAccessScreen } from '@/components/settings/check-access-screen'

export const metadata: Metadata = { title: 'Check access · Settings' }

export default function CheckAccessPage() {
  return <CheckAccessScreen />
}
