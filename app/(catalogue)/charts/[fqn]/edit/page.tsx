import type { Metadata } from 'next'
import { readForPage } from '@/app/(catalogue)/read-entity'
import { ChartEditor } from '@/components/chart/chart-editor'
import { chartFields } from '@/components/chart/chart-queries'
import { charts } from '@/lib/model/entities/chart'

export const metadata: Metadata = { title: 'Edit · Charts' }

export default async function EditChartPage() {
  return <ChartEditor chart={await readForPage(charts, { fields: chartFields, include: 'non-deleted' })} />
}
