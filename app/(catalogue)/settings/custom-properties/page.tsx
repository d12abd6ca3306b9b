import type { Metadata } from 'next'
import { PropertiesScreen } from '@/components/settings/properties-screen'

export const metadata: Metadata = { title: 'Custom properties · Settings' }

export default function CustomPropertiesPage() {
  return <PropertiesScreen />
}
