import { EditPage, editMetadata } from '@/app/(catalogue)/entity-form-pages'
import { chartKind } from '@/components/entity/entity-kind'

export const generateMetadata = editMetadata(chartKind)

export default function EditChartPage() {
  return <EditPage kind={chartKind} />
}
