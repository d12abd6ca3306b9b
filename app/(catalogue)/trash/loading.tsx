import { dashboardList } from '@/components/catalogue/list-kinds'
import { PageHeader } from '@/components/shell/page-header'
import { TableSkeleton } from '@/components/ui/table-skeleton'

export default function Loading() {
  return (
    <>
      <PageHeader title="Trash" />
      <TableSkeleton many={dashboardList.many} />
    </>
  )
}
