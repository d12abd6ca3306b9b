import type { Metadata } from 'next'
import { CertificationsScreen } from '@/components/settings/certifications-screen'

export const metadata: Metadata = { title: 'Tiers and certifications · Settings' }

export default function CertificationsPage() {
  return <CertificationsScreen />
}
