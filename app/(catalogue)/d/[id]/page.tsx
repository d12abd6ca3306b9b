import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { hrefOf } from '@/lib/client/links'
import { onlyVisible } from '@/lib/entities/visible'
import { pageContext } from '@/lib/http/page'

/** The address of something that outlives its name: by id, to the page by name. */
export default async function PermalinkPage({ params }: { params: Promise<{ id: string }> }) {
  const [ctx, { id }] = await Promise.all([pageContext(), params])
  if (!z.uuid().safeParse(id).success) notFound()
  const found = await ctx.store.findByIds([id.toLowerCase()])
  const [entity] = await onlyVisible(found, (each) => each, ctx)
  const href = entity === undefined ? undefined : hrefOf(entity.type, entity.fullyQualifiedName)
  if (href === undefined) notFound()
  redirect(href)
}
