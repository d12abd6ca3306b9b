import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { NewPage, type NewPageProps, newMetadata } from '@/app/(catalogue)/entity-form-pages'
import { type ThingsParams, thingsIn } from '@/app/(catalogue)/things'

interface NewThingProps extends NewPageProps {
  params: Promise<ThingsParams>
}

export async function generateMetadata({ params }: NewThingProps): Promise<Metadata> {
  return newMetadata(thingsIn(await params).list)
}

export default async function NewThingPage({ params, ...props }: NewThingProps) {
  const { list } = thingsIn(await params)
  // People are invited, in a sheet over their list.
  if (list.def.type === 'user') redirect(`${list.href}?new=true`)
  return <NewPage kind={list} {...props} />
}
