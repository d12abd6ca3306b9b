import { NewPage, type NewPageProps, newMetadata } from '@/app/(catalogue)/entity-form-pages'
import { entityKindOf } from '@/components/entity/entity-kind'

const kind = entityKindOf('chart')
export const metadata = newMetadata(kind)

export default function NewChartPage(props: NewPageProps) {
  return <NewPage kind={kind} {...props} />
}
