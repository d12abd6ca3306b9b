import { NewPage, type NewPageProps, newMetadata } from '@/app/(catalogue)/entity-form-pages'
import { kindOf } from '@/components/entity/entity-kind'

const kind = kindOf('chart')
export const metadata = newMetadata(kind)

export default function NewChartPage(props: NewPageProps) {
  return <NewPage kind={kind} {...props} />
}
