import type { Metadata } from 'next'
import { ListPage, type ListPageProps } from '@/app/(catalogue)/list-page'
import { chartList } from '@/components/catalogue/list-kinds'

export const metadata: Metadata = { title: chartList.title }

export default function ChartsPage(props: ListPageProps) {
  return <ListPage {...props} kind={chartList} />
}
