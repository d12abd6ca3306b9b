import type { Metadata } from 'next'
import { dashboardReadFields, newFields, storedDraft } from '@/components/dashboards/dashboard-draft'
import { NewDashboard } from '@/components/dashboards/new-dashboard'
import { PageHeader } from '@/components/shell/page-header'
import type { RequestContext } from '@/lib/entities/context'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { parseFields, read } from '@/lib/entities/read'
import { pageContext } from '@/lib/http/page'
import { type Draft, referenceTo } from '@/lib/model/edits/draft'
import { type Dashboard, dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { withProperties } from '@/lib/model/fields/property-field'
import { CatalogueError } from '@/lib/model/wire/errors'

export const metadata: Metadata = { title: 'New dashboard · Dashboards' }

type Search = Promise<Record<string, string | string[] | undefined>>

const text = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

/** `?service=` chooses the service, `?from=` takes another dashboard's values over, `?mode=` says how to save, `?name=` names it. */
export default async function NewDashboardPage({ searchParams }: { searchParams: Search }) {
  const [ctx, search] = await Promise.all([pageContext(), searchParams])
  const [properties, service, source] = await Promise.all([
    customPropertiesOf(dashboards.type, ctx),
    find(dashboardServices, text(search.service), '', ctx),
    find(dashboards, text(search.from), dashboardReadFields, ctx),
  ])
  const list = [...properties.values()]
  const def = withProperties(dashboards, list)
  const copied = newFields(def).filter((name) => name !== 'name')
  const initial: Draft = {
    // A duplicate keeps the place and everything but the name.
    ...(source !== undefined && storedDraft(def, source as Dashboard, copied)), // read by its definition
    ...(service !== undefined && { service: referenceTo('dashboardService', service) }),
    ...(text(search.name) !== undefined && { name: text(search.name) ?? '' }),
  }
  return (
    <>
      <PageHeader title="New dashboard" breadcrumb={[{ label: 'Dashboards', href: '/dashboards' }]} />
      <NewDashboard initial={initial} properties={list} mode={text(search.mode)} />
    </>
  )
}

/** What the address names, if it is there and may be seen; a stale link just fills in less. */
async function find(
  def: EntityDefinition,
  fqn: string | undefined,
  fields: string,
  ctx: RequestContext,
): Promise<Entity | undefined> {
  if (fqn === undefined || fqn === '') return undefined
  try {
    return await read(def, { fqn }, { fields: parseFields(def, fields) }, ctx)
  } catch (error) {
    if (error instanceof CatalogueError && error.status < 500) return undefined
    throw error
  }
}
