import type { Metadata } from 'next'
import { decodeSegment, readForPage } from '@/app/(catalogue)/read-entity'
import { ChartDetail } from '@/components/chart/chart-detail'
import { chartFields, chartQuery } from '@/components/chart/chart-queries'
import { Prefetched, prefetched } from '@/lib/client/prefetched'
import { pageContext } from '@/lib/http/page'
import { charts } from '@/lib/model/chart'

interface ChartPageProps {
  params: Promise<{ fqn: string }>
}

export async function generateMetadata({ params }: ChartPageProps): Promise<Metadata> {
  return { title: `${decodeSegment((await params).fqn)} · Charts` }
}

export default async function ChartPage({ params }: ChartPageProps) {
  const ctx = await pageContext()
  const chart = await readForPage(charts, decodeSegment((await params).fqn), { fields: chartFields }, ctx)
  return (
    <Prefetched queries={[prefetched(chartQuery(chart.fullyQualifiedName ?? chart.name), chart)]}>
      <ChartDetail chart={chart} />
    </Prefetched>
  )
}
