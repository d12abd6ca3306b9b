import type { Metadata } from 'next'
import { ListPage, type ListPageProps } from '@/app/(catalogue)/list-page'
import { dashboardList } from '@/components/catalogue/list-kinds'

export const metadata: Metadata = { title: dashboardList.title }

export default function DashboardsPage(props: ListPageProps) {
  return <ListPage {...props} kind={dashboardList} />
}
