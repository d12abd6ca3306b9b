import type { Metadata } from 'next'
import { ImportScreen } from '@/components/import/import-screen'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { list } from '@/lib/entities/list'
import { pageContext } from '@/lib/http/page'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'

export const metadata: Metadata = { title: 'Import' }

/** Services by name are only to recognise their column; a catalogue with more is served by the column's name. */
const servicesMax = 500

export default async function ImportPage() {
  const ctx = await pageContext()
  const general = dashboardServices as unknown as EntityDefinition // the verbs take definitions of any type
  const [ofDashboards, ofCharts, services] = await Promise.all([
    customPropertiesOf(dashboards.type, ctx),
    customPropertiesOf(charts.type, ctx),
    list(general, { fields: new Set(), include: 'non-deleted', limit: servicesMax }, ctx),
  ])
  return (
    <ImportScreen
      facts={{
        properties: { dashboards: [...ofDashboards.values()], charts: [...ofCharts.values()] },
        services: services.data.map(({ name }) => name),
      }}
    />
  )
}
