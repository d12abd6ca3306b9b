import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { EditPage, editMetadata } from '@/app/(catalogue)/entity-form-pages'
import { type ThingsParams, thingsIn } from '@/app/(catalogue)/things'
import { nameInAddress } from '@/lib/http/page'

interface EditThingProps {
  params: Promise<ThingsParams>
}

export async function generateMetadata({ params }: EditThingProps): Promise<Metadata> {
  return editMetadata(thingsIn(await params).list)()
}

export default async function EditThingPage({ params }: EditThingProps) {
  const { list } = thingsIn(await params)
  // People have a sheet over their list.
  if (list.def.type === 'user') redirect(`${list.href}?${new URLSearchParams({ user: await nameInAddress() })}`)
  return <EditPage kind={list} />
}
