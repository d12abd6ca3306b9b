import { dashboardList } from '@/components/catalogue/list-kinds'
import { ListSkeleton } from '@/components/catalogue/list-skeleton'
import { PageHeader } from '@/components/shell/page-header'

export default function Loading() {
  return (
    <>
      <PageHeader title="Trash" />
      <ListSkeleton kind={dashboardList} />
    </>
  )
}
