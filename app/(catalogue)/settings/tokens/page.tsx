import type { Metadata } from 'next'
import { TokensScreen } from '@/components/settings/tokens-screen'

export const metadata: Metadata = { title: 'Tokens · Settings' }

export default function TokensPage() {
  return <TokensScreen />
}
