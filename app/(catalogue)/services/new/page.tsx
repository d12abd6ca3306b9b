import { NewPage, type NewPageProps, newMetadata } from '@/app/(catalogue)/entity-form-pages'
import { kindOf } from '@/components/entity/entity-kind'

const kind = kindOf('dashboardService')
export const metadata = newMetadata(kind)

export default function NewServicePage(props: NewPageProps) {
  return <NewPage kind={kind} {...props} />
}
