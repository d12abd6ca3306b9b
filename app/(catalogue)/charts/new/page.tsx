import { NewPage, type NewPageProps, newMetadata } from '@/app/(catalogue)/entity-form-pages'
import { chartKind } from '@/components/entity/entity-kind'

export const metadata = newMetadata(chartKind)

export default function NewChartPage(props: NewPageProps) {
  return <NewPage kind={chartKind} {...props} />
}
