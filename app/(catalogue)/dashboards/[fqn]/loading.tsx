import { DashboardLoading } from '@/components/dashboards/dashboard-loading'

export default function Loading() {
  return <DashboardLoading />
}
