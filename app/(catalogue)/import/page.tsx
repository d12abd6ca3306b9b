import type { Metadata } from 'next'
import { ImportScreen } from '@/components/import/import-screen'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { list } from '@/lib/entities/list'
import { pageContext } from '@/lib/http/page'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { tags } from '@/lib/model/entities/tag'

export const metadata: Metadata = { title: 'Import' }

/** Services by name are only to recognise their column; a catalogue with more is served by the column's name. */
const servicesMax = 500
/** Tags likewise, to find them by what files call them; beyond these, files have to name them exactly. */
const tagsMax = 1_000

export default async function ImportPage() {
  const ctx = await pageContext()
  const all = (def: EntityDefinition, limit: number) =>
    list(def, { fields: new Set(), include: 'non-deleted', limit }, ctx)
  const [ofDashboards, ofCharts, services, labels] = await Promise.all([
    customPropertiesOf(dashboards.type, ctx),
    customPropertiesOf(charts.type, ctx),
    all(dashboardServices as unknown as EntityDefinition, servicesMax), // the verbs take definitions of any type
    all(tags as unknown as EntityDefinition, tagsMax), // as above
  ])
  return (
    <ImportScreen
      facts={{
        properties: { dashboards: [...ofDashboards.values()], charts: [...ofCharts.values()] },
        services: services.data.map(({ name }) => name),
        tags: labels.data.flatMap(({ fullyQualifiedName = '' }) => fullyQualifiedName || []),
      }}
    />
  )
}
