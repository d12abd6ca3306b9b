import type { Metadata } from 'next'
import { ListPage, type ListPageProps } from '@/app/(catalogue)/list-page'
import { type ThingsParams, thingsIn } from '@/app/(catalogue)/things'
import { GovernedList } from '@/components/governance/governed-list'

interface ThingsPageProps extends ListPageProps {
  params: Promise<ThingsParams>
}

export async function generateMetadata({ params }: ThingsPageProps): Promise<Metadata> {
  return { title: `${thingsIn(await params).list.title} · Settings` }
}

export default async function ThingsPage({ params, ...props }: ThingsPageProps) {
  return <ListPage kind={thingsIn(await params).list} List={GovernedList} {...props} />
}
