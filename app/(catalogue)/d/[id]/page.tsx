import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { read } from '@/lib/entities/read'
import { pageContext } from '@/lib/http/page'
import { dashboards } from '@/lib/model/entities/dashboard'
import { CatalogueError } from '@/lib/model/wire/errors'

/** The address of a dashboard that outlives its name: by id, to the page by name. */
export default async function PermalinkPage({ params }: { params: Promise<{ id: string }> }) {
  const [ctx, { id }] = await Promise.all([pageContext(), params])
  if (!z.uuid().safeParse(id).success) notFound()
  const dashboard = await read(dashboards, { id: id.toLowerCase() }, { include: 'all' }, ctx).catch(
    (error: unknown) => {
      if (error instanceof CatalogueError && error.kind === 'notFound') return undefined
      throw error
    },
  )
  if (dashboard?.fullyQualifiedName === undefined) notFound()
  redirect(`/dashboards/${encodeURIComponent(dashboard.fullyQualifiedName)}`)
}
