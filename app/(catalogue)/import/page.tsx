import type { Metadata } from 'next'
import { ImportScreen } from '@/components/import/import-screen'
import { env } from '@/lib/app/env'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { fileBytesMax } from '@/lib/http/body'
import { pageContext } from '@/lib/http/page'
import { catalogueNames } from '@/lib/jobs/catalogue-names'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'

export const metadata: Metadata = { title: 'Import' }

export default async function ImportPage() {
  const ctx = await pageContext()
  const [ofDashboards, ofCharts, names] = await Promise.all([
    customPropertiesOf(dashboards.type, ctx),
    customPropertiesOf(charts.type, ctx),
    catalogueNames(ctx),
  ])
  return (
    <ImportScreen
      facts={{
        properties: { dashboards: [...ofDashboards.values()], charts: [...ofCharts.values()] },
        services: names.services,
        bytesMax: fileBytesMax,
        fetchesFiles: (env.IMPORT_URL_HOSTS ?? []).length > 0,
      }}
    />
  )
}
