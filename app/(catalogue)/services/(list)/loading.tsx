import { serviceList } from '@/components/catalogue/list-kinds'
import { ListPageSkeleton } from '@/components/catalogue/list-skeleton'

export default function Loading() {
  return <ListPageSkeleton kind={serviceList} />
}
