import type { Metadata } from 'next'
import { ListPage, type ListPageProps } from '@/app/(catalogue)/list-page'
import { serviceList } from '@/components/catalogue/list-kinds'

export const metadata: Metadata = { title: serviceList.title }

export default function ServicesPage(props: ListPageProps) {
  return <ListPage {...props} kind={serviceList} />
}
