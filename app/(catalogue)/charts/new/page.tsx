import type { Metadata } from 'next'
import type { SearchParams } from 'nuqs/server'
import { ChartEditor } from '@/components/chart/chart-editor'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { lookupFqn } from '@/lib/entities/resolve'
import { onlyVisible } from '@/lib/entities/visible'
import { pageContext } from '@/lib/http/page'
import { charts } from '@/lib/model/entities/chart'
import type { EntityReference } from '@/lib/model/entities/entity'

export const metadata: Metadata = { title: 'New chart · Charts' }

export default async function NewChartPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await pageContext()
  const { service: asked } = await searchParams
  const named =
    typeof asked === 'string' && asked !== ''
      ? await ctx.store.findByFqns('dashboardService', [lookupFqn('dashboardService', asked)])
      : []
  const [row] = await onlyVisible(named, (entity) => entity, ctx)
  const service: EntityReference | undefined =
    row === undefined || row.deleted
      ? undefined
      : {
          id: row.id,
          type: row.type,
          name: row.name,
          fullyQualifiedName: row.fullyQualifiedName,
          ...(row.displayName !== null && { displayName: row.displayName }),
        }
  const properties = await customPropertiesOf(charts.type, ctx)
  return <ChartEditor service={service} properties={[...properties.values()]} />
}
