import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { EditPage, editMetadata } from '@/app/(catalogue)/entity-form-pages'
import type { ThingsParams } from '@/app/(catalogue)/things'
import { type EntityKind, kindIn } from '@/components/entity/entity-kind'
import { userSheetHref } from '@/lib/client/access'
import { nameInAddress } from '@/lib/http/page'

interface EditThingProps {
  params: Promise<ThingsParams>
}

/** Of every type that has pages: which it is says the address. */
const kindOfPage = async ({ params }: EditThingProps): Promise<EntityKind> =>
  kindIn((await params).things) ?? notFound()

export const generateMetadata = async (props: EditThingProps): Promise<Metadata> =>
  editMetadata(await kindOfPage(props))()

export default async function EditThingPage(props: EditThingProps) {
  const kind = await kindOfPage(props)
  // People have a sheet over their list.
  if (kind.def.type === 'user') redirect(userSheetHref(await nameInAddress()))
  return <EditPage kind={kind} />
}
