import type { Metadata } from 'next'
import { readForPage } from '@/app/(catalogue)/read-entity'
import { ChartDetail } from '@/components/chart/chart-detail'
import { chartFields, chartQuery } from '@/components/chart/chart-queries'
import { Prefetched, prefetched } from '@/lib/client/prefetched'
import { formatDescription, nameInAddress } from '@/lib/http/page'
import { charts } from '@/lib/model/entities/chart'

export async function generateMetadata(): Promise<Metadata> {
  return { title: `${await nameInAddress()} · Charts` }
}

export default async function ChartPage() {
  const chart = await readForPage(charts, { fields: chartFields })
  return (
    <Prefetched queries={[prefetched(chartQuery(chart.fullyQualifiedName ?? chart.name), chart)]}>
      <ChartDetail chart={chart} description={await formatDescription(chart)} />
    </Prefetched>
  )
}
