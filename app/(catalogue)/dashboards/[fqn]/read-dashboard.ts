import { notFound } from 'next/navigation'
import { cache } from 'react'
import { detailFields } from '@/components/dashboards/dashboard-query'
import { parseFields, read } from '@/lib/entities/read'
import { nameInAddress, pageContext } from '@/lib/http/page'
import { type Dashboard, dashboards } from '@/lib/model/entities/dashboard'
import { CatalogueError } from '@/lib/model/wire/errors'

/** The dashboard that a page's address names, deleted or not, once per request; shows "not found" when there is none. */
export const readDashboard = cache(async () => {
  const [ctx, fqn] = await Promise.all([pageContext(), nameInAddress()])
  try {
    const options = { fields: parseFields(dashboards, detailFields), include: 'all' } as const
    const dashboard = (await read(dashboards, { fqn }, options, ctx)) as Dashboard // read by its definition
    return { ctx, fqn, dashboard }
  } catch (error) {
    if (error instanceof CatalogueError && (error.kind === 'notFound' || error.kind === 'badRequest')) notFound()
    throw error
  }
})
