import type { Metadata } from 'next'
import { decodeSegment, readForPage } from '@/app/(catalogue)/read-entity'
import { ChartEditor } from '@/components/chart/chart-editor'
import { chartFields } from '@/components/chart/chart-queries'
import { pageContext } from '@/lib/http/page'
import { charts } from '@/lib/model/chart'

export const metadata: Metadata = { title: 'Edit · Charts' }

export default async function EditChartPage({ params }: { params: Promise<{ fqn: string }> }) {
  const ctx = await pageContext()
  const fqn = decodeSegment((await params).fqn)
  const chart = await readForPage(charts, fqn, { fields: chartFields, include: 'non-deleted' }, ctx)
  return <ChartEditor chart={chart} />
}
