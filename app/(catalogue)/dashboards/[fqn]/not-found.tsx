import { DashboardNotFound } from '@/components/dashboards/dashboard-not-found'

export default function NotFound() {
  return <DashboardNotFound />
}
