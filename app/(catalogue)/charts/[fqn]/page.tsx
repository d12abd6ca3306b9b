import type { Metadata } from 'next'
import { readForPage } from '@/app/(catalogue)/read-entity'
import { ChartDetail } from '@/components/chart/chart-detail'
import { chartFields, chartQuery } from '@/components/chart/chart-queries'
import { Prefetched, prefetched } from '@/lib/client/prefetched'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { formatDescription, pageContext } from '@/lib/http/page'
import { charts } from '@/lib/model/entities/chart'
import { factFields } from '@/lib/model/fields/members'
import { withProperties } from '@/lib/model/fields/property-field'
import { shownName } from '@/lib/model/rules/shown-name'

export async function generateMetadata(): Promise<Metadata> {
  return { title: `${shownName(await readForPage(charts, { fields: chartFields }))} · Charts` }
}

export default async function ChartPage() {
  const [chart, properties] = await Promise.all([
    readForPage(charts, { fields: chartFields }),
    customPropertiesOf(charts.type, await pageContext()),
  ])
  const fields = factFields(withProperties(charts, [...properties.values()]))
  return (
    <Prefetched queries={[prefetched(chartQuery(chart.fullyQualifiedName ?? chart.name), chart)]}>
      <ChartDetail chart={chart} fields={fields} description={await formatDescription(chart)} />
    </Prefetched>
  )
}
