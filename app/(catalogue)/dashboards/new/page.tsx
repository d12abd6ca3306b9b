import { NewPage, type NewPageProps, newMetadata } from '@/app/(catalogue)/entity-form-pages'
import { kindOf } from '@/components/entity/entity-kind'

const kind = kindOf('dashboard')
export const metadata = newMetadata(kind)

export default function NewDashboardPage(props: NewPageProps) {
  return <NewPage kind={kind} {...props} />
}
