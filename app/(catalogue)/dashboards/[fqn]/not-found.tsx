import { DashboardNotFound } from '@/components/dashboards/dashboard-not-found'
import { nameInAddress } from '@/lib/http/page'

export default async function NotFound() {
  return <DashboardNotFound fqn={await nameInAddress()} />
}
