import { ListPageSkeleton } from '@/components/catalogue/list-skeleton'

export default function Loading() {
  return <ListPageSkeleton kind="services" />
}
