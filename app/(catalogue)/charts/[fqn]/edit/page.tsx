import type { Metadata } from 'next'
import { readForPage } from '@/app/(catalogue)/read-entity'
import { ChartEditor } from '@/components/chart/chart-editor'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { pageContext } from '@/lib/http/page'
import { charts } from '@/lib/model/entities/chart'
import { fieldsToRead } from '@/lib/model/fields/field'

export const metadata: Metadata = { title: 'Edit · Charts' }

export default async function EditChartPage() {
  const [chart, properties] = await Promise.all([
    readForPage(charts, { fields: fieldsToRead(charts), include: 'non-deleted' }),
    customPropertiesOf(charts.type, await pageContext()),
  ])
  return <ChartEditor chart={chart} properties={[...properties.values()]} />
}
