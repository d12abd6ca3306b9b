import type { Metadata } from 'next'
import { AuditScreen } from '@/components/settings/audit-screen'

export const metadata: Metadata = { title: 'Audit · Settings' }

export default function AuditPage() {
  return <AuditScreen />
}
