import type { Metadata } from 'next'
import { BotsScreen } from '@/components/settings/bots-screen'

export const metadata: Metadata = { title: 'Bots · Settings' }

export default function BotsPage() {
  return <BotsScreen />
}
